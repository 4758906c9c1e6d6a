/** What surrounds a quote: the rest of its line, cut between words, as web/templates.py has it. */

/** Characters of context that evidence comes with. */
const CONTEXT = 90;

export function contextBefore(text: string): string {
  const line = text.slice(text.lastIndexOf("\n") + 1);
  return [...line].length < CONTEXT ? line : `… ${line.slice(line.indexOf(" ") + 1)}`;
}

export function contextAfter(text: string): string {
  const line = text.split("\n", 1)[0] ?? "";
  return [...line].length < CONTEXT ? line : `${line.slice(0, line.lastIndexOf(" "))} …`;
}
