import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Context } from "../src/context";
import type { Hit } from "../src/data/shapes";
import type { DataSource } from "../src/data/source";
import { suggest } from "../src/suggest/suggest";
import { wordsIn } from "../src/words";

const ID = "https://w3id.org/sckb/id/";
const NAMES = ["Bình Dương", "Bình Định", "Eindhoven", "Eindhoven"];
const HITS: Hit[] = NAMES.map((label, at) => ({
  iri: `${ID}x${at}`,
  label,
  type: "city",
  matched: "",
  score: 90,
}));

let went: string[];
let input: HTMLInputElement;

/** A source of data whose search finds names that begin with the text. */
const source = {
  search: async (text: string) =>
    HITS.filter((hit) => hit.label.toLowerCase().startsWith(text.toLowerCase())),
} as Partial<DataSource> as DataSource;

beforeEach(() => {
  vi.useFakeTimers();
  went = [];
  document.body.innerHTML = '<form><label for="q">Search</label><input id="q" name="q"></form>';
  input = document.querySelector("input") as HTMLInputElement;
  const context: Partial<Context> = { source, lang: "en", say: wordsIn("en"), go: (path) => went.push(path) };
  Element.prototype.scrollIntoView = () => {};
  suggest(input, context as Context);
  input.focus();
});
afterEach(() => vi.useRealTimers());

async function type(text: string): Promise<void> {
  input.value = text;
  input.dispatchEvent(new Event("input"));
  await vi.runAllTimersAsync();
}

const press = (key: string) => input.dispatchEvent(new KeyboardEvent("keydown", { key, cancelable: true }));
const options = () =>
  [...document.querySelectorAll("[role=option]")].map((option) => option.firstChild?.textContent);
const list = () => document.querySelector("[role=listbox]") as HTMLElement;

test("who writes already when suggestions come keeps the focus", () => {
  const other = document.createElement("input");
  document.querySelector("form")?.append(other);
  other.focus();
  suggest(other, { source, lang: "en", say: wordsIn("en") } as unknown as Context);
  expect(other.getAttribute("role")).toBe("combobox");
  expect(document.activeElement).toBe(other);
});

test("what is typed is suggested, and said", async () => {
  expect(list().getAttribute("aria-label")).toBe("Search");
  await type("bình");
  expect(options()).toEqual(["Bình Dương", "Bình Định"]);
  expect(input.getAttribute("aria-expanded")).toBe("true");
  expect(document.querySelector("[role=status]")?.textContent).toMatch(/^2 suggestions/);
});

test("the arrow keys go through the options and back to the field; Enter chooses", async () => {
  await type("bình");
  press("ArrowDown");
  press("ArrowDown");
  expect(input.getAttribute("aria-activedescendant")).toBe(list().children[1]?.id);
  press("ArrowDown");
  expect(input.hasAttribute("aria-activedescendant")).toBe(false);
  press("ArrowUp");
  press("Enter");
  expect(input.value).toBe("Bình Định");
  expect(list().hidden).toBe(true);
});

test("of two that bear one name the chosen one is named without doubt", async () => {
  await type("eind");
  press("ArrowDown");
  press("Enter");
  expect(input.value).toBe("x2");
});

test("a search box opens the page of what is chosen; Enter without a choice is the form's", async () => {
  input.dataset.suggest = "go";
  await type("bình");
  expect(press("Enter")).toBe(true);
  list().children[0]?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  expect(went).toEqual(["/id/x0"]);
});

test("Escape closes the list, and an empty field has none", async () => {
  await type("bình");
  press("Escape");
  expect(list().hidden).toBe(true);
  expect(input.getAttribute("aria-expanded")).toBe("false");
  await type("bình");
  await type("");
  expect(list().hidden).toBe(true);
});
