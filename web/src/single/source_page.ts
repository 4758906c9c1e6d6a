/** An article with a quote marked: the stretch that ?quote=start,end names, in code points. */
import { SourceError } from "../data/source";
import { el } from "./dom";
import { field, type View, word } from "./view";

export async function sourcePage(view: View): Promise<string> {
  const quote = field(view, "quote");
  const text = view.main.querySelector(".source .text");
  if (!quote || !text) return "";
  const [start, end] = stretch(quote);
  const range = rangeOf(text, start, end);
  const mark = el("mark", { id: "quote", tabindex: "-1" });
  // Extracting copies the elements that the stretch begins or ends in, so that they stay around both parts.
  mark.append(range.extractContents());
  range.insertNode(mark);
  for (const part of text.querySelectorAll("span:empty, a:empty")) part.remove();
  announce(view);
  return "";
}

function announce(view: View): void {
  const hint = view.main.querySelector(".source header .hint");
  const button = el("a", { class: "button", href: "#quote" }, word(view, "go to quote"));
  hint?.before(el("p", {}, button));
  hint?.prepend(`${word(view, "marked")} `);
}

function stretch(quote: string): [number, number] {
  const numbers = /^(\d{1,10}),(\d{1,10})$/.exec(quote);
  if (!numbers) throw new SourceError("quote= takes two numbers: start,end", 400);
  return [Number(numbers[1]), Number(numbers[2])];
}

/** The range of an element's text from one code point to another. */
function rangeOf(element: Element, start: number, end: number): Range {
  const range = document.createRange();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let passed = 0;
  let begun = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const letters = Array.from(node.textContent ?? "");
    const unitsUpTo = (place: number): number => letters.slice(0, place - passed).join("").length;
    // The end of one piece is the beginning of the next: a mark begins in the later, ends in the earlier.
    if (!begun && start < passed + letters.length) {
      range.setStart(node, unitsUpTo(start));
      begun = true;
    }
    if (begun && start < end && end <= passed + letters.length) {
      range.setEnd(node, unitsUpTo(end));
      return range;
    }
    passed += letters.length;
  }
  throw new SourceError(`quote=${start},${end} is no stretch of an article of ${passed} characters`, 400);
}
