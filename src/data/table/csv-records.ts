// Splits the bytes of a CSV file into records and fields (RFC 4180; line ends LF, CRLF or CR),
// and knows the line on which each record begins, as an editor counts.

/** The fields of one record as offsets into the bytes; reused from record to record. */
export interface CsvFields {
  count: number
  starts: Int32Array
  /** One past the last byte of each field, quotes left out. */
  ends: Int32Array
  /** 0: without quotes, 1: in quotes, 2: in quotes with doubled quotes inside. */
  quotes: Uint8Array
  /** Line ends inside and after the record. */
  lineCount: number
}

/** What stopped the splitter where no next record could be given. */
export const incomplete = -1
export const textAfterQuote = -2

/** Delimiter of a file whose fields stand apart by any number of blanks. */
export const blanks = 0x20

const quote = 0x22
const lineFeed = 0x0a
const carriageReturn = 0x0d

export function createCsvFields(capacity = 16): CsvFields {
  return {
    count: 0,
    starts: new Int32Array(capacity),
    ends: new Int32Array(capacity),
    quotes: new Uint8Array(capacity),
    lineCount: 0,
  }
}

/**
 * Splits the record that begins at `from` and returns the offset of the next one; `incomplete`
 * where the bytes end inside the record and more may come (`isLast` false) or a quote stays open;
 * `textAfterQuote` where a closing quote is followed by something else than a delimiter. In the
 * last two cases `fields.count` is the index of the field. Blanks as the delimiter count as one where
 * several follow each other, and as none at the ends of a line.
 */
export function splitRecord(
  bytes: Uint8Array,
  from: number,
  isLast: boolean,
  delimiter: number,
  fields: CsvFields,
): number {
  const end = bytes.length
  let i = delimiter === blanks ? afterBlanks(bytes, from) : from
  fields.count = 0
  fields.lineCount = 0
  for (;;) {
    let start = i
    let stop = i
    let quotes = 0
    if (i < end && bytes[i] === quote) {
      start = i + 1
      quotes = 1
      let j = start
      for (;;) {
        let byte = 0
        while (j < end && (byte = bytes[j]!) !== quote) {
          if (byte === lineFeed || (byte === carriageReturn && bytes[j + 1] !== lineFeed)) {
            fields.lineCount++
          }
          j++
        }
        if (j >= end || (j + 1 >= end && !isLast)) return incomplete
        if (bytes[j + 1] !== quote) break
        quotes = 2
        j += 2
      }
      stop = j
      i = j + 1
      if (i < end && !isDelimiterOrLineEnd(bytes[i]!, delimiter)) return textAfterQuote
    } else {
      let byte = 0
      while (
        i < end &&
        (byte = bytes[i]!) !== delimiter &&
        byte !== lineFeed &&
        byte !== carriageReturn
      ) {
        i++
      }
      if (i >= end && !isLast) return incomplete
      stop = i
    }
    if (fields.count === fields.starts.length) grow(fields)
    fields.starts[fields.count] = start
    fields.ends[fields.count] = stop
    fields.quotes[fields.count] = quotes
    fields.count++
    if (i >= end) return end
    if (bytes[i] === delimiter) {
      i = delimiter === blanks ? afterBlanks(bytes, i) : i + 1
      if (i >= end && !isLast) return incomplete
      if (delimiter !== blanks || (i < end && !isDelimiterOrLineEnd(bytes[i]!, delimiter))) continue
      if (i >= end) return end
    }
    if (bytes[i] === carriageReturn) {
      if (i + 1 >= end && !isLast) return incomplete
      if (bytes[i + 1] === lineFeed) i++
    }
    fields.lineCount++
    return i + 1
  }
}

/** A blank line: one field, nothing in it, no quotes around it. */
export function isBlank(fields: CsvFields): boolean {
  return fields.count === 1 && fields.quotes[0] === 0 && fields.starts[0] === fields.ends[0]
}

/** A record of nothing but delimiters, as spreadsheets write rows that were cleared. */
export function isEmptyRecord({ count, starts, ends, quotes }: CsvFields): boolean {
  for (let i = 0; i < count; i++) if (starts[i] !== ends[i] || quotes[i] !== 0) return false
  return true
}

/** The text of a field, doubled quotes made single. Bytes that are not UTF-8 become U+FFFD. */
export function fieldText(bytes: Uint8Array, fields: CsvFields, field: number): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(
    'utf8',
    fields.starts[field],
    fields.ends[field],
  )
  return fields.quotes[field] === 2 ? text.replaceAll('""', '"') : text
}

function afterBlanks(bytes: Uint8Array, from: number): number {
  let i = from
  while (bytes[i] === blanks) i++
  return i
}

function isDelimiterOrLineEnd(byte: number, delimiter: number): boolean {
  return byte === delimiter || byte === lineFeed || byte === carriageReturn
}

function grow(fields: CsvFields): void {
  const starts = new Int32Array(fields.starts.length * 2)
  const ends = new Int32Array(fields.starts.length * 2)
  const quotes = new Uint8Array(fields.starts.length * 2)
  starts.set(fields.starts)
  ends.set(fields.ends)
  quotes.set(fields.quotes)
  fields.starts = starts
  fields.ends = ends
  fields.quotes = quotes
}
