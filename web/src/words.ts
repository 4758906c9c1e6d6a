/** The words of what JavaScript adds; the pages' own stand in web/words.py. */
import type { Lang } from "./data/shapes";

const WORDS = {
  suggestions: ["gợi ý, dùng phím mũi tên để chọn", "suggestions, use the arrow keys to choose"],
  suggestion: ["gợi ý, dùng phím mũi tên để chọn", "suggestion, use the arrow keys to choose"],
  noSuggestion: ["Không có gợi ý nào.", "No suggestions."],
  graph: ["Đồ thị", "Graph"],
  graphHelp: [
    "Kéo để xếp lại. Bấm đúp hoặc nhấn Enter để mở rộng. Phím mũi tên đi từ điểm này sang điểm khác, cùng với Shift thì dời điểm đã chọn; + và − phóng to, thu nhỏ.",
    "Drag to arrange. Double-click or press Enter to expand. The arrow keys go from one to the next, with Shift they move the chosen one; + and − zoom.",
  ],
  fit: ["Vừa khung", "Fit"],
  nearer: ["Phóng to", "Zoom in"],
  farther: ["Thu nhỏ", "Zoom out"],
  filters: ["Lọc", "Filters"],
  relations: ["Quan hệ", "Relations"],
  allRelations: ["Mọi quan hệ", "All relations"],
  from: ["Từ ngày", "From"],
  to: ["Đến ngày", "To"],
  dateHint: ["2016, 2016-03 hoặc 2016-03-15", "2016, 2016-03 or 2016-03-15"],
  dateWrong: [
    "Viết ngày như 2016, 2016-03 hoặc 2016-03-15.",
    "Write a date like 2016, 2016-03 or 2016-03-15.",
  ],
  undatedStay: ["Những gì không ghi ngày vẫn hiện.", "What bears no date stays."],
  expand: ["Mở rộng", "Expand"],
  more: ["Thêm", "More"],
  of: ["trên", "of"],
  openPage: ["Mở trang", "Open the page"],
  expanded: ["đã mở rộng", "expanded"],
  pickSomething: [
    "Chọn một điểm hoặc một đường nối để xem nó là gì và câu nào nói thế.",
    "Choose a thing or a line between two to see what it is and which sentence says so.",
  ],
  inArticle: ["Xem trong bài", "See it in the article"],
  characters: ["ký tự", "characters"],
  saidBy: ["Lời của", "Said by"],
  noEvidence: ["Không có dẫn chứng.", "No evidence."],
  evidence: ["Dẫn chứng", "Evidence"],
  asList: ["Những mối liên hệ này dưới dạng danh sách", "These links as a list"],
  links: ["mối liên hệ", "links"],
  link: ["mối liên hệ", "link"],
  things: ["thực thể", "entities"],
  thing: ["thực thể", "entity"],
  shownOf: ["hiện", "shown of"],
  notAll: [
    "Có nhiều mối liên hệ hơn số hiện được trên một màn hình.",
    "There are more links than one screen can show.",
  ],
  loading: ["Đang tải…", "Loading…"],
  failed: ["Không tải được:", "This could not be loaded:"],
  quote: ["Dẫn chứng", "Quote"],
  otherTypes: ["loại khác", "other types"],
  types: ["Loại", "Types"],
  stated: ["nói rõ", "stated"],
  headline: ["chỉ có ở tiêu đề", "headline only"],
  inferred: ["suy ra", "inferred"],
  hedged: ["câu chữ không rõ", "hedged"],
  narrow: ["Lọc theo tên hoặc loại", "Filter by name or type"],
  allTypes: ["Mọi loại", "All types"],
  type: ["Loại", "Type"],
  shown: ["hiện", "shown"],
  editor: ["Câu truy vấn SPARQL", "SPARQL query"],
  editorHelp: [
    "Ctrl+Enter chạy, Ctrl+Space gợi ý. Phím Tab rời khỏi khung soạn thảo.",
    "Ctrl+Enter runs, Ctrl+Space completes. Tab leaves the editor.",
  ],
  running: ["Đang chạy…", "Running…"],
  loadingData: ["Đang nạp dữ liệu…", "Loading the data…"],
  stop: ["Dừng", "Stop"],
  stopped: ["Đã dừng câu truy vấn.", "The query was stopped."],
  overdue: [
    "Câu truy vấn đã bị dừng khi hết thời gian cho phép: {seconds} giây. Hãy hỏi ít hơn: thêm LIMIT, bớt OPTIONAL, hoặc nêu rõ một chủ thể.",
    "The query was stopped at the deadline of {seconds} seconds. Ask for less: a LIMIT, fewer OPTIONALs, a bound subject.",
  ],
  close: ["Đóng", "Close"],
} as const satisfies Record<string, readonly [string, string]>;

export type Word = keyof typeof WORDS;

/** What says a word in one language. */
export type Say = (word: Word) => string;

export function wordsIn(lang: Lang): Say {
  const at = lang === "vi" ? 0 : 1;
  return (word) => WORDS[word][at];
}
