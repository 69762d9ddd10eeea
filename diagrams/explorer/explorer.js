// The explorer: what is chosen lives in the address, the run in the history entry.

const $ = (id) => document.getElementById(id);

/** Build an element. Texts become text nodes: nothing in them is ever read as markup. */
function make(name, attributes = {}, ...inside) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...inside);
  return element;
}

/** A name that lines may break in after its separators. */
const breakable = (text) => text.split(/(?<=[/_.-])(?=.)/).flatMap((part, at) => (at ? [make("wbr"), part] : [part]));

const RELIANCES = [
  ["user", "A user"],
  ["services", "A user and services"],
  ["admin", "An administrator"],
];
const ANY = { "*stable": "stable", "*final": "final" };
/** Not `in`: a state may be called `constructor`. */
const isAny = (goal) => Object.hasOwn(ANY, goal);
const ARTICLES = { user: "a user", admin: "an administrator", service: "a service", timer: "a timer" };
const ROLES = ["stable", "transient", "error", "final"];
const SVG = document.querySelector("#picture svg");

/** @type {{state: number, goal: string, actor: string, kinds: string[], run: object}} */
let now;

const runFrom = (state) => ({ origin: state, steps: [], at: 0, name: "", cycle: 0 });
const numberOf = (name) => {
  const byId = states.findIndex((state) => state.id === name);
  return byId < 0 ? states.findIndex((state) => state.value === name) : byId;
};
const isGoal = (goal) => {
  const number = numberOf(goal);
  return (state) => (isAny(goal) ? states[state].role === ANY[goal] : state === number);
};
/** Whether a run is one of this page: an entry of the history may be older than the page. */
const isOwn = ({ origin, steps: taken }) =>
  taken.every((number, at) => steps[number]?.from === (at ? steps[taken[at - 1]].to : origin));
const hereOf = (run) => (run.at ? steps[run.steps[run.at - 1]].to : run.origin);

/* The address */

function address({ state, goal, actor, kinds: shown }) {
  const fields = { state: states[state].id, goal, actor };
  if (shown.length < kinds.length) fields.kinds = shown.join(",");
  return `#${new URLSearchParams(fields)}`;
}

function fromAddress(run) {
  const fields = new URLSearchParams(location.hash.slice(1));
  const named = fields.has("state") ? numberOf(fields.get("state")) : -1;
  const state = named < 0 ? (data.initial[0] ?? 0) : named;
  const goal = fields.get("goal") ?? "*stable";
  const wanted = fields.get("kinds")?.split(",");
  return {
    state,
    goal: isAny(goal) || numberOf(goal) >= 0 ? goal : "*stable",
    actor: Object.hasOwn(BITS, fields.get("actor")) ? fields.get("actor") : "user",
    kinds: wanted ? kinds.filter((kind) => wanted.includes(kind)) : [...kinds],
    run: run && isOwn(run) && hereOf(run) === state ? run : runFrom(state),
  };
}

function go(change) {
  now = { ...now, ...change };
  const url = address(now);
  try {
    history[url === location.hash ? "replaceState" : "pushState"]({ run: now.run }, "", url);
  } catch {
    location.hash = url;
  }
  show();
}

const visit = (state) => go({ state, run: runFrom(state) });
const arrive = (state) => {
  visit(state);
  $("here").focus();
};
const walk = (run) => go({ run, state: hereOf(run) });

function take(step) {
  const run = now.run;
  const taken = [...run.steps.slice(0, run.at), step.number];
  const onTrack = run.steps[run.at] === step.number;
  walk({ ...run, ...(onTrack ? {} : { steps: taken, name: "", cycle: 0 }), at: run.at + 1 });
  $("here").focus();
}

/* What is shown */

const link = (state) =>
  make("a", { href: address({ ...now, state }), "data-state": state, class: `role ${states[state].role}` }, states[state].value);

const badge = (event) => make("span", { class: `kind ${event.kind}` }, event.kind);
const condition = (step) => (step.guard === null ? [] : [" if ", make("code", {}, step.guard)]);
const sentence = (step) => [
  make("b", {}, step.event.name),
  ` by ${step.event.actor} `,
  badge(step.event),
  " → ",
  link(step.to),
  ...condition(step),
];

function showState() {
  const state = states[now.state];
  $("here").replaceChildren(make("span", { class: `role ${state.role}` }, state.value));
  const shown = data.statuses.find(([, , members]) => members.includes(now.state));
  const status = shown ? `; users see ${shown[0]}, ${shown[1]}` : "";
  $("role").textContent = `${state.role}${status}`;
  $("meaning").textContent = state.meaning;
  const known = data.findings.flatMap(([check, slug, accepted, about], index) =>
    about.includes(now.state) ? [[check, slug, accepted, index]] : [],
  );
  $("known").replaceChildren(
    ...known.map(([check, slug, accepted, index]) =>
      make("li", {}, make("a", { href: `#finding-${index}` }, `${check} ${slug}`), accepted ? " accepted" : " open"),
    ),
  );
  for (const each of document.querySelectorAll("#states a")) {
    const current = Number(each.dataset.state) === now.state;
    current ? each.setAttribute("aria-current", "true") : each.removeAttribute("aria-current");
    if (current) reveal(each);
  }
}

/** Scroll the list, and nothing around it, until a link is in sight. */
function reveal(chosen) {
  const list = $("states");
  const above = chosen.offsetTop < list.scrollTop;
  const below = chosen.offsetTop + 3 * chosen.offsetHeight > list.scrollTop + list.clientHeight;
  if (above || below) list.scrollTop = chosen.offsetTop - list.clientHeight / 2;
}

const goalName = (goal) => (isAny(goal) ? `a ${ANY[goal]} state` : states[numberOf(goal)].value);
const counted = (number, thing) => `${number} ${thing}${number === 1 ? "" : "s"}`;
const inShort = (found) => (found === null ? "no way" : found.length ? counted(found.length, "step") : "there already");

/** @returns {?object[]} */
function showWay() {
  const reached = isGoal(now.goal);
  const found = Object.fromEntries(RELIANCES.map(([name]) => [name, way(now.state, reached, name)]));
  $("goal").value = now.goal;
  for (const input of $("actors").querySelectorAll("input")) {
    input.checked = input.value === now.actor;
    const answer = input.parentElement.querySelector(".answer");
    answer.textContent = inShort(found[input.value]);
    answer.classList.toggle("none", found[input.value] === null);
  }
  const chosen = found[now.actor];
  const who = RELIANCES.find(([name]) => name === now.actor)[1];
  $("verdict").textContent = verdict(chosen, who, reached);
  $("way").replaceChildren(...(chosen ?? []).map((step) => make("li", {}, ...sentence(step))));
  $("follow").hidden = !chosen?.length;
  return chosen;
}

function verdict(chosen, who, reached) {
  const [from, to] = [states[now.state].value, goalName(now.goal)];
  if (chosen?.length) return `${who} gets from ${from} to ${to} in ${counted(chosen.length, "step")}.`;
  if (chosen) return `A resource in ${from} is in ${to} already.`;
  const may = way(now.state, reached, null);
  const hope = may ? `A run of ${counted(may.length, "step")} leads there, but it needs somebody else, or a guard may refuse it.` : "No run at all leads there.";
  return `No way: ${who.toLowerCase()} cannot rely on getting from ${from} to ${to}. ${hope}`;
}

function showEvents() {
  const out = leaving[now.state];
  const shown = out.filter((step) => now.kinds.includes(step.event.kind));
  const parts = actors.map((actor) => eventsOf(actor, shown.filter((step) => step.event.actor === actor)));
  $("leaving").textContent = `What happens in ${states[now.state].value}`;
  $("events").replaceChildren(...parts);
  if (shown.length < out.length) $("events").append(make("p", { class: "quiet" }, `${counted(out.length - shown.length, "transition")} of other kinds.`));
  for (const input of $("kinds").querySelectorAll("input")) input.checked = now.kinds.includes(input.value);
}

function eventsOf(actor, shown) {
  const groups = new Map();
  for (const step of shown) {
    if (!groups.has(step.event)) groups.set(step.event, []);
    groups.get(step.event).push(step);
  }
  const items = [...groups].map(([event, group]) =>
    make(
      "li",
      {},
      make("p", {}, make("b", {}, event.name), " ", badge(event)),
      make("p", { class: "targets" }, ...group.flatMap((step) => [target(step), " "])),
      make("p", { class: "quiet" }, ...event.source.cloneNode(true).childNodes),
    ),
  );
  const heading = make("h4", {}, `By ${ARTICLES[actor] ?? actor}: `, items.length ? counted(items.length, "event") : "nothing");
  return make("div", {}, heading, make("ul", {}, ...items));
}

function target(step) {
  const name = states[step.to].value;
  const button = make("button", { type: "button", class: `role ${states[step.to].role}`, "aria-label": `${step.event.name} → ${name}` }, `→ ${name}`);
  button.addEventListener("click", () => take(step));
  return make("span", {}, button, ...condition(step));
}

function showRun() {
  const { run } = now;
  const last = run.steps.length - run.cycle;
  const items = [null, ...run.steps].map((number, at) => {
    const texts = at ? [make("b", {}, steps[number].event.name), ` → ${states[steps[number].to].value}`] : [states[run.origin].value];
    const button = make("button", { type: "button", ...(at === run.at ? { "aria-current": "step" } : {}) }, ...texts);
    button.addEventListener("click", () => {
      walk({ ...run, at });
      $("trace").children[at].firstChild.focus();
    });
    return make("li", {}, button, ...(run.cycle && at > last ? [" for ever"] : []));
  });
  $("trace").replaceChildren(...items);
  $("replayed").textContent = `${run.name ? `${run.name}: ` : ""}${run.at} of ${counted(run.steps.length, "step")}`;
  for (const [name, off] of [["back", !run.at], ["reset", !run.at], ["step", run.at >= run.steps.length]])
    $(name).setAttribute("aria-disabled", off);
}

function showPicture(chosen) {
  if (!SVG) return;
  const out = new Set(leaving[now.state].map((step) => step.number));
  const on = new Set((chosen ?? []).map((step) => step.number));
  const passed = new Set((chosen ?? []).map((step) => step.to));
  for (const [id, members] of Object.entries(data.nodes)) {
    $(id)?.classList.toggle("cur", members.includes(now.state));
    $(id)?.classList.toggle("on", members.some((state) => passed.has(state)));
  }
  for (const [id, members] of Object.entries(data.lines)) {
    const isWay = members.some((number) => on.has(number));
    const isOut = members.some((number) => out.has(number));
    $(id)?.classList.toggle("way", isWay);
    $(id)?.classList.toggle("dim", !isWay && !isOut);
  }
}

function show() {
  showState();
  const chosen = showWay();
  showEvents();
  showRun();
  showPicture(chosen);
}

/* What is built once */

function byRole(makeGroup, makeItem) {
  return ROLES.flatMap((role) => {
    const members = states.flatMap((state, index) => (state.role === role ? [makeItem(state, index)] : []));
    return members.length ? [makeGroup(role, members)] : [];
  });
}

function build() {
  $("states").append(
    ...byRole(
      (role, members) => make("ul", { "aria-label": `${role} states` }, ...members),
      (state, index) => make("li", {}, make("a", { href: `#state=${encodeURIComponent(state.id)}`, "data-state": index, class: `role ${state.role}`, tabindex: -1 }, ...breakable(state.value))),
    ),
  );
  const any = Object.entries(ANY).filter(([, role]) => states.some((state) => state.role === role));
  $("goal").append(
    make("optgroup", { label: "any" }, ...any.map(([goal, role]) => make("option", { value: goal }, `any ${role} state`))),
    ...byRole(
      (role, members) => make("optgroup", { label: role }, ...members),
      (state) => make("option", { value: state.id }, state.value),
    ),
  );
  RELIANCES.forEach(([value, text], index) => {
    const input = make("input", { type: "radio", name: "actor", value });
    const key = make("kbd", { "aria-hidden": "true" }, String(index + 1));
    $("actors").append(make("label", {}, input, make("span", {}, text, " ", key), make("b", { class: "answer" })));
  });
  for (const kind of kinds) $("kinds").append(make("label", { class: `kind ${kind}` }, make("input", { type: "checkbox", value: kind }), ` ${kind}`));
  data.findings.forEach(([check, slug, , about, run], index) => {
    if (!run) return;
    const [origin, taken, cycle] = run;
    const name = `${check} ${slug}`;
    const where = about.map((state) => states[state].value).join(", ");
    const button = make("button", { type: "button", class: "replay", "aria-label": `Replay ${name} ${where}` }, "Replay");
    button.addEventListener("click", () => {
      walk({ origin, steps: taken, at: 0, name: `${name} ${where}`, cycle });
      $("step").focus();
    });
    $(`finding-${index}`)?.append(" ", button);
  });
}

function find(text) {
  const wanted = text.trim().toLowerCase();
  const statusOf = new Map(data.statuses.flatMap(([name, , members]) => members.map((state) => [state, name])));
  const matches = (index) =>
    [states[index].value, states[index].id, statusOf.get(index) ?? ""].some((name) => name.toLowerCase().includes(wanted));
  for (const each of document.querySelectorAll("#states a")) each.parentElement.hidden = !matches(Number(each.dataset.state));
  for (const group of document.querySelectorAll("#states ul")) group.hidden = !group.querySelector("li:not([hidden])");
  const count = links().length;
  $("found").textContent = wanted ? `${counted(count, "state")} found` : counted(count, "state");
  rove();
}

const links = () => [...document.querySelectorAll("#states li:not([hidden]) a")];

/** Keep exactly one link of the list in the tab order: the focused, the current, or the first. */
function rove(wanted) {
  const all = links();
  const one = wanted ?? all.find((each) => each.hasAttribute("aria-current")) ?? all[0];
  for (const each of document.querySelectorAll("#states a")) each.tabIndex = each === one ? 0 : -1;
  return one;
}

/* Listening */

function move(event) {
  const all = links();
  const at = all.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (next === undefined || (event.target === $("find") && event.key !== "ArrowDown")) return;
  event.preventDefault();
  if (next < 0) $("find").focus();
  else rove(all[Math.min(next, all.length - 1)])?.focus();
}

const press = (id) => () => {
  if ($(id).getAttribute("aria-disabled") !== "true" && !$(id).hidden) $(id).click();
};
const KEYS = {
  "/": () => $("find").focus(),
  g: () => $("goal").focus(),
  f: press("follow"),
  n: press("step"),
  b: press("back"),
  r: press("reset"),
  e: () => $("events").focus(),
  "?": () => $("single").focus(),
};
RELIANCES.forEach(([actor], index) => (KEYS[index + 1] = () => go({ actor })));

function onKey(event) {
  const typing = event.target.matches("input[type=search], select");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !$("single").checked) return;
  if (!Object.hasOwn(KEYS, event.key)) return;
  event.preventDefault();
  KEYS[event.key]();
}

function onClick(event) {
  const chosen = event.target.closest("a[data-state]");
  if (!chosen || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (!$("states").contains(chosen)) return arrive(Number(chosen.dataset.state));
  visit(Number(chosen.dataset.state));
  rove(chosen);
}

function onPicture(event) {
  const node = event.target.closest("g.node");
  const members = node ? data.nodes[node.id] : undefined;
  if (!members) return;
  visit(members.find((state) => states[state].role !== "transient") ?? members[0]);
  $("explorer").scrollIntoView();
}

function listen() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  $("states").addEventListener("keydown", move);
  $("find").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && links().length) arrive(Number(links()[0].dataset.state));
    else move(event);
  });
  $("find").addEventListener("input", () => find($("find").value));
  $("goal").addEventListener("change", () => go({ goal: $("goal").value }));
  $("actors").addEventListener("change", (event) => go({ actor: event.target.value }));
  $("kinds").addEventListener("change", () =>
    go({ kinds: [...$("kinds").querySelectorAll("input:checked")].map((input) => input.value) }),
  );
  $("follow").addEventListener("click", () => {
    const found = way(now.state, isGoal(now.goal), now.actor);
    walk({ ...runFrom(now.state), steps: found.map((step) => step.number), name: `The way to ${goalName(now.goal)}` });
    $("step").focus();
  });
  const paces = { back: (run) => run.at - 1, step: (run) => run.at + 1, reset: () => 0 };
  for (const [id, pace] of Object.entries(paces))
    $(id).addEventListener("click", () => $(id).getAttribute("aria-disabled") === "true" || walk({ ...now.run, at: pace(now.run) }));
  SVG?.addEventListener("click", onPicture);
  $("size")?.addEventListener("click", () => {
    const full = $("picture").classList.toggle("full");
    $("size").setAttribute("aria-pressed", full);
    document.querySelector("#picture .cur")?.scrollIntoView({ block: "nearest", inline: "center" });
  });
  addEventListener("popstate", (event) => {
    if (location.hash && !location.hash.includes("=")) return;
    now = fromAddress(event.state?.run);
    show();
    rove();
  });
}

build();
for (const each of document.querySelectorAll("#explorer, #keys, [data-script]")) each.hidden = false;
now = fromAddress(history.state?.run);
show();
find("");
listen();

/** For other scripts: the shortest way between two states, by their ids, as [event, state] pairs. */
globalThis.wayout = Object.freeze({
  way: (from, to, actor) =>
    way(numberOf(from), isGoal(to), actor)?.map((step) => [step.event.name, states[step.to].id]) ?? null,
});
