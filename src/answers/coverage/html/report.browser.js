/** Filters and folds the matrix, and draws a day and a year of one account. */
"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
const element = (id) => document.getElementById(id);
const matrix = element("matrix");
const rows = [...matrix.querySelectorAll("tr[data-account]")];
const buttons = [...matrix.querySelectorAll(".unit button")];
const milliseconds = 24 * 60 * 60 * 1000;
const dayOf = (index) => new Date(Date.parse(data.from) + index * milliseconds).toISOString().slice(0, 10);
const indexOf = (day) => Math.round((Date.parse(day) - Date.parse(data.from)) / milliseconds);
const placeOf = (account, region) => data.places[data.accounts[account].places[region]];
const copiesInWords = (count) => (count === 0 ? "" : `, then ${count === 1 ? "a copy" : `${count} copies`}`);

/* The matrix */

const texts = rows.map((row) => {
  const unit = row.parentElement.querySelector(".unit button").textContent;
  const { name, id } = data.accounts[row.dataset.account];
  return `${name} ${id} ${unit}`.toLowerCase();
});

function filter() {
  const text = element("filter-text").value.trim().toLowerCase();
  const region = element("filter-region").value;
  const plan = element("filter-plan").value;
  const gaps = element("filter-gaps").checked;
  let shown = 0;
  rows.forEach((row, index) => {
    const cells = [...row.cells].slice(1);
    const wanted = cells.map((cell, position) => {
      const { plans } = placeOf(row.dataset.account, position);
      const isGap = cell.matches(".no-plan, .no-vault");
      return (
        (region === "" || Number(region) === position) &&
        (plan === "" || plans.includes(Number(plan))) &&
        (!gaps || isGap)
      );
    });
    const isFiltered = region !== "" || plan !== "" || gaps;
    cells.forEach((cell, position) => cell.classList.toggle("other", isFiltered && !wanted[position]));
    row.dataset.matches = texts[index].includes(text) && (!isFiltered || wanted.includes(true)) ? "yes" : "no";
    shown += row.dataset.matches === "yes" ? 1 : 0;
  });
  for (const link of document.querySelectorAll(".flow .link")) {
    const isOther =
      (region !== "" && !link.dataset.regions.split(" ").includes(region)) ||
      (plan !== "" && !link.dataset.plans.split(" ").includes(plan));
    link.classList.toggle("other", isOther);
  }
  element("filtered").value = `${shown} of ${rows.length} accounts`;
  showRows();
}

function showRows() {
  for (const button of buttons) {
    const body = button.closest("tbody");
    const members = [...body.querySelectorAll("tr[data-account]")];
    const matching = members.filter((row) => row.dataset.matches === "yes");
    const isOpen = button.getAttribute("aria-expanded") === "true";
    members.forEach((row) => (row.hidden = row.dataset.matches !== "yes" || !isOpen));
    body.hidden = matching.length === 0;
  }
  const isAnyOpen = buttons.some((button) => button.getAttribute("aria-expanded") === "true");
  element("fold").textContent = isAnyOpen ? "Fold all OUs" : "Unfold all OUs";
  holdTabStop();
}

/** One cell at a time is in the order of the tab key. */
let tabStop;
function holdTabStop(cell = tabStop) {
  const next = cell && !cell.parentElement.hidden && !cell.closest("tbody").hidden ? cell : firstCell();
  if (tabStop) {
    tabStop.tabIndex = -1;
  }
  tabStop = next;
  if (next) {
    next.tabIndex = 0;
  }
}

function visibleRows() {
  return rows.filter((row) => !row.hidden && !row.parentElement.hidden);
}

function firstCell() {
  return visibleRows()[0]?.cells[1];
}

matrix.addEventListener("keydown", (event) => {
  const cell = event.target.closest("td");
  if (!cell) {
    return;
  }
  const shown = visibleRows();
  const row = shown.indexOf(cell.parentElement);
  const moves = {
    ArrowLeft: [row, cell.cellIndex - 1],
    ArrowRight: [row, cell.cellIndex + 1],
    ArrowUp: [row - 1, cell.cellIndex],
    ArrowDown: [row + 1, cell.cellIndex],
    PageUp: [Math.max(0, row - 10), cell.cellIndex],
    PageDown: [Math.min(shown.length - 1, row + 10), cell.cellIndex],
    Home: [row, 1],
    End: [row, cell.parentElement.cells.length - 1],
  };
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    choose(cell);
  } else if (event.key in moves) {
    event.preventDefault();
    const [nextRow, nextCell] = moves[event.key];
    const next = nextCell > 0 ? shown[nextRow]?.cells[nextCell] : undefined;
    if (next) {
      holdTabStop(next);
      next.focus();
      next.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }
});

matrix.addEventListener("click", (event) => {
  const button = event.target.closest(".unit button");
  if (button) {
    button.setAttribute("aria-expanded", button.getAttribute("aria-expanded") === "true" ? "false" : "true");
    showRows();
  }
  const cell = event.target.closest("td");
  if (cell) {
    holdTabStop(cell);
    choose(cell);
  }
});

element("fold").addEventListener("click", () => {
  const isAnyOpen = buttons.some((button) => button.getAttribute("aria-expanded") === "true");
  buttons.forEach((button) => button.setAttribute("aria-expanded", isAnyOpen ? "false" : "true"));
  showRows();
});
element("filters").addEventListener("input", filter);

function choose(cell) {
  element("account-name").value = cell.parentElement.dataset.account;
  element("account-region").value = cell.cellIndex - 1;
  draw();
  element("account-heading").focus();
  element("account-heading").scrollIntoView();
}

/* One account */

function option(text, value) {
  const made = document.createElement("option");
  made.textContent = text;
  made.value = value;
  return made;
}

function svg(name, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...children);
  return made;
}

function cellOf(text) {
  const made = document.createElement("td");
  const lines = [text].flat();
  lines.forEach((line, index) => made.append(...(index > 0 ? [document.createElement("br"), line] : [line])));
  return made;
}

function rulesOf({ plans }) {
  const sort = element("account-sort").value;
  return plans.flatMap((plan) =>
    data.plans[plan].rules
      .filter(({ of }) => of === undefined || of === sort)
      .map((rule) => ({ plan: data.plans[plan], rule })),
  );
}

function draw() {
  const account = Number(element("account-name").value);
  const region = Number(element("account-region").value);
  const place = placeOf(account, region);
  const { name, id } = data.accounts[account];
  const rules = rulesOf(place);
  element("account-title").textContent = `${name} (${id}), ${data.regions[region]}`;
  element("account-state").textContent = `${place.state[0].toUpperCase()}${place.state.slice(1)}.`;
  element("account-plans")
    .querySelector("tbody")
    .replaceChildren(
      ...rules.map(({ plan, rule }) => {
        const row = document.createElement("tr");
        row.append(
          cellOf([plan.name, `backup rule ${rule.name}`]),
          cellOf(plan.selects),
          cellOf(rule.starts),
          cellOf(plan.newest),
          cellOf(rule.kept),
          cellOf(rule.copies.length > 0 ? rule.copies : "none"),
        );
        return row;
      }),
    );
  element("account-plans").parentElement.hidden = rules.length === 0;
  // What fails does not start.
  const running = place.isCovered ? rules : [];
  drawYear(running);
  drawDay(running);
}

function minutesOn({ rule }, day) {
  const { minutes, days } = data.schedules[rule.schedule];
  return minutes[days[day]] ?? [];
}

const clock = (minutes) =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(Math.floor(minutes % 60)).padStart(2, "0")}`;

function drawDay(rules) {
  const day = indexOf(element("account-day").value);
  const running = rules
    .map((one) => ({ ...one, minutes: minutesOn(one, day) }))
    .filter(({ minutes }) => minutes.length > 0);
  const starts = running.reduce((sum, { minutes }) => sum + minutes.length, 0);
  element("day-title").textContent = `${dayOf(day)}: ${starts === 1 ? "1 backup starts" : `${starts} backups start`}`;
  const [left, hour, line] = [260, 24, 24];
  const height = running.length * line + 26;
  const picture = svg("svg", {
    class: "runs",
    width: left + 24 * hour + 20,
    height,
    role: "img",
    "aria-label": `Starts on ${dayOf(day)}`,
  });
  for (let at = 0; at <= 24; at += 3) {
    const x = left + at * hour;
    picture.append(
      svg("line", { class: "grid", x1: x, x2: x, y1: 0, y2: height - 20 }),
      svg("text", { class: "faint", x, y: height - 6, "text-anchor": "middle" }, clock(at * 60)),
    );
  }
  running.forEach(({ plan, rule, minutes }, index) => {
    const y = index * line + 4;
    const label = `${plan.name}, ${rule.name}`;
    const title = svg("title", {}, `${label}: ${minutes.map(clock).join(", ")}${copiesInWords(rule.copies.length)}`);
    picture.append(
      svg("text", { x: 0, y: y + 12 }, label.length > 40 ? `${label.slice(0, 39)}…` : label, title),
      ...minutes.map((start) =>
        svg(
          "rect",
          {
            class: rule.copies.length > 0 ? "mark copied" : "mark",
            x: left + (start / 60) * hour - 2,
            y,
            width: 5,
            height: line - 8,
            rx: 2,
          },
          title.cloneNode(true),
        ),
      ),
    );
  });
  const list = document.createElement("ul");
  list.className = "names";
  running.forEach(({ plan, rule, minutes }) => {
    const item = document.createElement("li");
    const shown =
      minutes.length > 6 ? [...minutes.slice(0, 6).map(clock), `and ${minutes.length - 6} more`] : minutes.map(clock);
    item.textContent = `${shown.join(", ")}: ${plan.name}, ${rule.name}`;
    list.append(item);
  });
  element("day").replaceChildren(...(running.length > 0 ? [picture, list] : []));
  element("day").hidden = running.length === 0;
  element("day-legend").hidden = running.length === 0;
}

function drawYear(rules) {
  const counts = Array.from({ length: data.days }, (_, day) => ({
    backups: rules.reduce((sum, one) => sum + minutesOn(one, day).length, 0),
    copies: rules.reduce((sum, one) => sum + minutesOn(one, day).length * one.rule.copies.length, 0),
  }));
  const [backups, copies] = ["backups", "copies"].map((kind) => counts.reduce((sum, count) => sum + count[kind], 0));
  const isCut = rules.some(({ rule }) => data.schedules[rule.schedule].isCut);
  element("year-title").textContent = `A year from ${data.from}`;
  element("year-text").textContent =
    `Backups start ${backups} times, and copies ${copies} times, for each resource that the backup plans select.` +
    (isCut ? " One schedule starts so often that only the first part of the year is drawn." : "");
  const most = Math.max(1, ...counts.map((count) => count.backups));
  const [left, size] = [34, 14];
  const first = (new Date(data.from).getUTCDay() + 6) % 7;
  const weeks = Math.ceil((first + data.days) / 7);
  const chosen = indexOf(element("account-day").value);
  const picture = svg("svg", {
    class: "runs",
    width: left + weeks * size + 4,
    height: 7 * size + 24,
    role: "img",
    "aria-label": element("year-text").textContent,
  });
  ["Mon", "Wed", "Fri", "Sun"].forEach((name, index) =>
    picture.append(svg("text", { class: "faint", x: 0, y: 20 + index * 2 * size + 11 }, name)),
  );
  counts.forEach((count, day) => {
    const week = Math.floor((first + day) / 7);
    const date = dayOf(day);
    const level = count.backups === 0 ? 0 : Math.max(1, Math.ceil((count.backups / most) * 3));
    const x = left + week * size;
    if (date.endsWith("-01")) {
      const month = new Date(date).toLocaleDateString("en", { month: "short", timeZone: "UTC" });
      picture.append(svg("text", { class: "faint", x, y: 12 }, month));
    }
    picture.append(
      svg(
        "rect",
        {
          class: `level${level}${day === chosen ? " chosen" : ""}`,
          x,
          y: 20 + ((first + day) % 7) * size,
          width: size - 3,
          height: size - 3,
          rx: 2,
          "data-day": date,
        },
        svg("title", {}, `${date}: ${count.backups} backups, ${count.copies} copies`),
      ),
    );
  });
  element("year").replaceChildren(picture);
}

element("year").addEventListener("click", (event) => {
  const day = event.target.closest("rect[data-day]")?.dataset.day;
  if (day) {
    element("account-day").value = day;
    draw();
  }
});

element("account-name").append(...data.accounts.map(({ name }, index) => option(name, index)));
element("account-region").append(...data.regions.map((name, index) => option(name, index)));
const sorts = [...new Set(data.plans.flatMap(({ rules }) => rules.flatMap(({ of }) => of ?? [])))];
element("account-sort").append(...sorts.map((sort) => option(sort, sort)));
element("account-sort").parentElement.hidden = sorts.length === 0;
element("account-day").min = data.from;
element("account-day").max = dayOf(data.days - 1);
element("account-day").value = data.from;
element("account").addEventListener("input", () => {
  const day = element("account-day");
  if (day.value === "" || !day.checkValidity()) {
    day.value = data.from;
  }
  draw();
});
element("account").addEventListener("submit", (event) => event.preventDefault());
element("filters").addEventListener("submit", (event) => event.preventDefault());

const covered = matrix.querySelector("td.covered");
if (covered) {
  element("account-name").value = covered.parentElement.dataset.account;
  element("account-region").value = covered.cellIndex - 1;
}
filter();
draw();
