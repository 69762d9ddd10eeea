// The lifecycle behind the page, and the shortest ways through it. Touches the tables, never writes.

/**
 * @typedef {{id: string, value: string, role: string, meaning: string}} State
 * @typedef {{name: string, kind: string, actor: string, source: string}} Event
 * @typedef {{number: number, event: Event, from: number, to: number, guard: ?string, may: number}} Step
 * @typedef {"user" | "services" | "admin"} Reliance
 */

const data = JSON.parse(document.getElementById("data").textContent);

/** The bits of a step that let a way begin with it, and go on with it. */
const BITS = { user: [2, 1], services: [4, 4], admin: [8, 8] };

/** @param {string} id @returns {HTMLTableRowElement[]} */
const rowsOf = (id) => [...document.querySelectorAll(`section[aria-labelledby="${id}"] tbody tr`)];

/** @type {Event[]} */
const events = rowsOf("all-events").map(({ cells }) => ({
  name: cells[0].textContent,
  kind: cells[1].textContent || "other",
  actor: cells[2].textContent,
  source: cells[4],
}));

const meanings = rowsOf("all-states").map(({ cells }) => cells[2].textContent);

/** @type {State[]} */
const states = data.states.map(([id, value, role], index) => ({ id, value, role, meaning: meanings[index] }));

/** @param {string} text @returns {number[]} */
function column(text) {
  const width = text.length / data.may.length;
  return [...data.may].map((_, index) => parseInt(text.slice(index * width, (index + 1) * width), 36));
}

/** @returns {Step[][]} the steps out of each state, in the order of declaration */
function decoded() {
  const [event, guard, to] = [data.event, data.guard, data.to].map(column);
  let number = 0;
  return data.out.map((count, from) =>
    Array.from({ length: count }, () => {
      const at = number++;
      const may = parseInt(data.may[at], 16);
      return { number: at, event: events[event[at]], from, to: to[at], guard: data.guards[guard[at]], may };
    }),
  );
}

const leaving = decoded();
const steps = leaving.flat();
const KINDS = ["request", "progress", "success", "failure", "revert", "admin", "periodic", "startup", "other"];
const kinds = KINDS.filter((kind) => steps.some((step) => step.event.kind === kind));
const ACTORS = ["user", "admin", "service", "timer", "anybody"];
const actors = ACTORS.filter((actor) => steps.some((step) => step.event.actor === actor));

/**
 * Breadth-first search; of equally short ways the one whose steps are declared first.
 *
 * @param {number} origin
 * @param {(state: number) => boolean} isGoal
 * @param {?Reliance} reliance - null: whatever may happen
 * @returns {?Step[]} null where there is no way
 */
function way(origin, isGoal, reliance) {
  const [begins, goesOn] = reliance ? BITS[reliance] : [0, 0];
  const last = new Map([[origin, null]]);
  for (const here of last.keys()) {
    if (isGoal(here)) return back(here, last);
    for (const step of leaving[here]) {
      const bit = here === origin ? begins : goesOn;
      if (!last.has(step.to) && (!bit || step.may & bit)) last.set(step.to, step);
    }
  }
  return null;
}

/** @param {number} end @param {Map<number, ?Step>} last @returns {Step[]} */
function back(end, last) {
  const found = [];
  for (let step = last.get(end); step; step = last.get(step.from)) found.unshift(step);
  return found;
}
