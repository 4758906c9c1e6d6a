/** What is wrong with a query, as smartcity_kb.store.oxigraph says it: where, and the line with a mark under it. */
import { SourceError } from "../../data/source";

/** The engine's message about a query, in words; one line, of prefixes, stood before the query's own first. */
export function refused(message: string, text: string): SourceError {
  const place = /^error at (\d+):(\d+)(?:-\d+(?::\d+)?)?: (.*)$/s.exec(message);
  if (!place) return new SourceError(message, 400);
  const lines = text.split("\n");
  // The line of the prefixes stands before the query's own first line.
  const line = Math.min(Number(place[1]) - 1, lines.length);
  const shown = lines[line - 1] ?? "";
  const column = Math.max(1, Math.min(Number(place[2]), shown.length + 1));
  const mark = `${shown.slice(0, column - 1).replace(/[^\t]/g, " ")}^`;
  const what = inWords((place[3] ?? "").replace(/\s+/g, " "));
  return new SourceError(
    `the query does not parse: line ${line}, column ${column}: ${what}\n  ${shown}\n  ${mark}`,
    400,
  );
}

function inWords(message: string): string {
  if (message.includes("Prefix not found")) return "a prefix that no PREFIX line declares";
  // The parser's word for "any character": it stopped at something that it knows no use for.
  if (message.includes("[_]")) return "something is missing here or does not belong here";
  return message.length > 160 ? `${message.slice(0, 160).replace(/ [^ ]*$/, "")} …` : message;
}
