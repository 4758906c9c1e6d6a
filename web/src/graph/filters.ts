/** The filters of a graph: which relations, which stretch of time. */
import type { Context } from "../context";
import { make, newId } from "../dom/make";
import type { GraphModel } from "./model";
import { type GraphState, isDate } from "./state";

/** A form that changes a state as it is filled in; `changed` is called afterwards. */
export class Filters {
  readonly element: HTMLElement;
  private readonly choices = make("div", { class: "choices" });
  private readonly problem = make("p", { class: "problem", role: "alert", hidden: true });

  constructor(
    private readonly state: GraphState,
    private readonly context: Context,
    private readonly changed: () => void,
  ) {
    const { say } = context;
    this.element = make(
      "details",
      { class: "filters" },
      make("summary", {}, say("filters")),
      make("fieldset", {}, make("legend", {}, say("relations")), this.choices),
      make(
        "div",
        { class: "dates" },
        this.day("from", say("from")),
        this.day("to", say("to")),
        make("p", { class: "hint" }, `${say("dateHint")}. ${say("undatedStay")}`),
        this.problem,
      ),
    );
    const narrowed = state.without.size > 0 || state.from !== "" || state.to !== "";
    if (narrowed) this.element.setAttribute("open", "");
  }

  /** Offers the relations that there are now. */
  update(model: GraphModel): void {
    const focused = document.activeElement instanceof HTMLInputElement ? document.activeElement.value : "";
    this.choices.replaceChildren(
      ...model.choices().map(({ term, words, count }) => {
        const box = make("input", { type: "checkbox", value: term, id: newId("relation") });
        box.checked = !this.state.without.has(term);
        box.addEventListener("change", () => {
          if (box.checked) this.state.without.delete(term);
          else this.state.without.add(term);
          this.changed();
        });
        const label = make("label", { for: box.id }, `${words} `, make("small", {}, String(count)));
        return make("div", { class: "check" }, box, label);
      }),
    );
    if (focused) this.choices.querySelector<HTMLInputElement>(`[value="${CSS.escape(focused)}"]`)?.focus();
  }

  private day(field: "from" | "to", text: string): HTMLElement {
    const input = make("input", {
      id: newId(field),
      inputmode: "numeric",
      autocomplete: "off",
      maxlength: 10,
    });
    input.value = this.state[field];
    input.addEventListener("change", () => {
      const given = input.value.trim();
      const wrong = given !== "" && !isDate(given);
      input.setAttribute("aria-invalid", String(wrong));
      this.problem.hidden = !wrong;
      this.problem.textContent = wrong ? this.context.say("dateWrong") : "";
      if (wrong) return;
      this.state[field] = given;
      this.changed();
    });
    return make("div", {}, make("label", { for: input.id }, text), input);
  }
}
