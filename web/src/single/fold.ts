/** Texts as they are compared: the same folding, likeness and tolerance as smartcity_kb.model.text. */

// Letters that NFD does not take apart but that people type without their stroke.
const STROKES: Record<string, string> = { đ: "d", Đ: "d", ð: "d", Ð: "d", ø: "o", Ø: "o", ł: "l", Ł: "l" };

/** Without case, marks and strokes; runs of anything but letters and digits are one space. */
export function fold(text: string): string {
  return Array.from(text, foldedCase)
    .join("")
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function foldedCase(letter: string): string {
  const plain = STROKES[letter];
  if (plain !== undefined) return plain;
  // Full case folding is the lower case of the upper case, but for these.
  if (letter === "ı") return letter;
  return letter.toUpperCase().toLowerCase().replaceAll("ß", "ss").replaceAll("ς", "σ");
}

/** How many characters (code points) a text has. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

/** As many typing errors as people make in a word of this length before it is another word. */
export function tolerance(word: string): number {
  const length = lengthOf(word);
  return length < 4 ? 0 : length < 8 ? 1 : 2;
}

/** The distinct runs of three characters, in order of first appearance. */
export function trigrams(folded: string): string[] {
  const letters = Array.from(folded);
  const found = new Set<string>();
  for (let i = 0; i + 3 <= letters.length; i++) found.add(letters.slice(i, i + 3).join(""));
  return [...found];
}

/** Optimal string alignment distance; limit + 1 as soon as it is larger than the limit. */
export function editDistance(left: string, right: string, limit: number): number {
  const a = Array.from(left);
  const b = Array.from(right);
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = cell(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(cell(last, j) + 1, cell(row, j - 1) + 1, changed);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, cell(before, j - 2) + 1);
      }
      row.push(cost);
    }
    if (Math.min(...row) > limit) return limit + 1;
    before = last;
    last = row;
  }
  return Math.min(cell(last, b.length), limit + 1);
}

const cell = (row: number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY;

/** Order of texts by their code units, whatever the browser's language. */
export function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
