/** Suggestions under a text field: the combobox pattern of WAI-ARIA 1.2 over the search. */
import { placeOf, short } from "../addresses";
import type { Context } from "../context";
import type { Hit } from "../data/shapes";
import { make, newId } from "../dom/make";

const PAUSE_MS = 120;

/**
 * Makes a field suggest entities while it is typed in. With `data-suggest="go"` choosing one opens its page,
 * else its name is filled in.
 */
export function suggest(input: HTMLInputElement, context: Context): void {
  if (input.getAttribute("role") !== "combobox") new Combobox(input, context);
}

class Combobox {
  private readonly list: HTMLUListElement;
  private readonly status = make("span", { class: "unseen", role: "status" });
  private hits: Hit[] = [];
  private active = -1;
  private timer = 0;
  private asking: AbortController | undefined;

  constructor(
    private readonly input: HTMLInputElement,
    private readonly context: Context,
  ) {
    const id = newId("suggestions");
    this.list = make("ul", { id, class: "suggestions", role: "listbox", hidden: true });
    const label = input.labels?.[0]?.textContent?.trim() || input.name;
    this.list.setAttribute("aria-label", label);
    const given = {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": id,
    };
    for (const [name, value] of Object.entries(given)) input.setAttribute(name, value);
    const around = make("span", { class: "combo" });
    // Who writes in it already goes on writing.
    const writing = document.activeElement === input;
    input.replaceWith(around);
    around.append(input, this.list, this.status);
    if (writing) input.focus();
    input.addEventListener("input", () => this.typed());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    // A press must not take the focus away before the click comes.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = (event.target as Element).closest<HTMLElement>("[role=option]");
      if (option) this.choose(Number(option.dataset.at));
    });
  }

  private typed(): void {
    clearTimeout(this.timer);
    this.asking?.abort();
    const text = this.input.value.trim();
    if (!text) {
      this.close();
      return;
    }
    this.timer = window.setTimeout(() => void this.ask(text), PAUSE_MS);
  }

  private async ask(text: string): Promise<void> {
    this.asking = new AbortController();
    try {
      const { source, lang } = this.context;
      const hits = await source.search(text, lang, 8, this.asking.signal);
      if (text === this.input.value.trim() && document.activeElement === this.input) this.show(hits);
    } catch {
      // Suggestions are a courtesy: without them the form still searches.
      this.close();
    }
  }

  private show(hits: Hit[]): void {
    this.hits = hits;
    this.list.replaceChildren(...hits.map((hit, at) => this.option(hit, at)));
    this.list.hidden = hits.length === 0;
    this.input.setAttribute("aria-expanded", String(hits.length > 0));
    this.activate(-1);
    const { say } = this.context;
    const word = hits.length === 1 ? "suggestion" : "suggestions";
    this.status.textContent = hits.length ? `${hits.length} ${say(word)}` : say("noSuggestion");
  }

  private option(hit: Hit, at: number): HTMLLIElement {
    return make(
      "li",
      { id: `${this.list.id}-${at}`, role: "option", "aria-selected": "false", "data-at": at },
      make("span", {}, hit.label),
      hit.type ? make("span", { class: "type" }, hit.type) : undefined,
    );
  }

  private key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const open = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) {
        this.typed();
        return;
      }
      const step = event.key === "ArrowDown" ? 1 : -1;
      const places = this.hits.length + 1;
      // One place more than there are options: back in the field itself.
      this.activate(((this.active + 1 + step + places) % places) - 1);
    } else if (event.key === "Enter" && open && this.active >= 0) {
      event.preventDefault();
      this.choose(this.active);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      this.close();
    }
  }

  private activate(at: number): void {
    this.active = at;
    [...this.list.children].forEach((option, place) => {
      option.setAttribute("aria-selected", String(place === at));
      if (place === at) option.scrollIntoView({ block: "nearest" });
    });
    if (at >= 0) this.input.setAttribute("aria-activedescendant", `${this.list.id}-${at}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  private choose(at: number): void {
    const hit = this.hits[at];
    if (!hit) return;
    const alone = this.hits.filter((other) => other.label === hit.label).length === 1;
    this.input.value = alone ? hit.label : short(hit.iri);
    this.close();
    if (this.input.dataset.suggest === "go") this.context.go(placeOf(hit.iri));
    else this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  private close(): void {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.activate(-1);
    this.status.textContent = "";
  }
}
