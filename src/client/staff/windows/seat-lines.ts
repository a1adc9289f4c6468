import type { SeatOrder } from '../../lib/wire';

/** What is wrong with a line. `repeated`: the learner stands in an earlier line, `of`. */
export type Fault = 'id' | 'percent' | 'columns' | 'repeated' | 'header' | 'quote';

export interface BadLine {
  line: number;
  text: string;
  fault: Fault;
  of?: number;
}

export interface SeatLines {
  seats: SeatOrder[];
  bad: BadLine[];
}

const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const HEADERS = ['learner_id', 'learner_id,time_multiplier_percent'];
const LEAST_PERCENT = 100;
const MOST_PERCENT = 1000;

/** Seats as people write them: one learner a line; after the id, if need be, a comma, semicolon or tab and the time in per cent. */
export function readTyped(text: string): SeatLines {
  return read(linesOf(text), (line) => line.split(/[,;\t]/));
}

/** Seats as a file of comma-separated values, with the header `learner_id` or `learner_id,time_multiplier_percent`. */
export function readCsv(text: string): SeatLines {
  const [header, ...lines] = linesOf(text.replace(/^\ufeff/, ''));
  const names = header === undefined ? '' : header.text.replace(/["\s]/g, '').toLowerCase();
  if (!HEADERS.includes(names))
    return { seats: [], bad: [{ line: header?.line ?? 1, text: header?.text ?? '', fault: 'header' }] };
  return read(lines, (line) => cellsOf(line, names.includes(',') ? 2 : 1));
}

interface Line {
  line: number;
  text: string;
}

function linesOf(text: string): Line[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line, n) => ({ line: n + 1, text: line.trim() }))
    .filter((line) => line.text !== '');
}

function read(lines: Line[], split: (line: string) => string[] | Fault): SeatLines {
  const seats: SeatOrder[] = [];
  const bad: BadLine[] = [];
  const seen = new Map<string, number>();
  for (const { line, text } of lines) {
    const seat = seatOf(split(text));
    const of = typeof seat === 'string' ? undefined : seen.get(seat.learnerId);
    if (typeof seat === 'string') bad.push({ line, text, fault: seat });
    else if (of !== undefined) bad.push({ line, text, fault: 'repeated', of });
    else {
      seen.set(seat.learnerId, line);
      seats.push(seat);
    }
  }
  return { seats, bad };
}

function seatOf(cells: string[] | Fault): SeatOrder | Fault {
  if (typeof cells === 'string') return cells;
  const [learnerId = '', percent = '', ...more] = cells.map((cell) => cell.trim());
  if (more.length > 0) return 'columns';
  if (!ID.test(learnerId)) return 'id';
  if (percent === '') return { learnerId, timeMultiplierPercent: null };
  const number = /^\d{1,4}\s?%?$/.test(percent) ? Number.parseInt(percent, 10) : Number.NaN;
  if (!(number >= LEAST_PERCENT && number <= MOST_PERCENT)) return 'percent';
  return { learnerId, timeMultiplierPercent: number };
}

/** No value here can hold a comma, so quotes need no more than to be taken off. */
function cellsOf(line: string, columns: number): string[] | Fault {
  const cells = line.split(',').map((cell) => cell.trim());
  if (cells.length > columns) return 'columns';
  const bare = cells.map((cell) => /^"([^"]*)"$/.exec(cell)?.[1] ?? cell);
  return bare.some((cell) => cell.includes('"')) ? 'quote' : bare;
}
