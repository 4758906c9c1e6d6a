/** Narrows a timeline down while the reader types: by name, by type; the address says so. */
import type { Context } from "../context";
import { make, newId } from "../dom/make";
import { fold } from "./fold";

/** Puts filters above a list whose items bear `data-type`. */
export function filterTimeline(list: HTMLElement, context: Context): void {
  const items = [...list.querySelectorAll<HTMLElement>(":scope > li")];
  if (items.length < 2) return;
  const { say } = context;
  const fields = context.fields();
  const name = make("input", { id: newId("narrow"), type: "search", autocomplete: "off" });
  const type = make("select", { id: newId("type") }, make("option", { value: "" }, say("allTypes")));
  for (const text of [...new Set(items.map((item) => item.dataset.type ?? ""))].filter(Boolean).sort()) {
    type.append(make("option", { value: text }, text));
  }
  name.value = fields.get("name") ?? "";
  type.value = fields.get("type") ?? "";
  const status = make("p", { class: "count", role: "status" });
  const narrow = (): void => {
    const wanted = fold(name.value);
    for (const item of items) {
      const fits = !type.value || item.dataset.type === type.value;
      item.hidden = !(fits && fold(item.textContent ?? "").includes(wanted));
    }
    status.textContent = `${items.filter((item) => !item.hidden).length} / ${items.length} ${say("shown")}`;
  };
  const changed = (): void => {
    narrow();
    const now = context.fields();
    for (const [field, value] of [
      ["name", name.value.trim()],
      ["type", type.value],
    ] as const) {
      if (value) now.set(field, value);
      else now.delete(field);
    }
    context.remember(now);
  };
  name.addEventListener("input", changed);
  type.addEventListener("change", changed);
  const form = make(
    "div",
    { class: "narrow", role: "group" },
    make("div", {}, make("label", { for: name.id }, say("narrow")), name),
    make("div", {}, make("label", { for: type.id }, say("type")), type),
    status,
  );
  list.before(form);
  narrow();
}
