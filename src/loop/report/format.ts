// Numbers and dates as every language of the report writes them: grouped digits, ISO dates.

/** Whole units, or as many decimals as a small figure needs. */
export function formatNumber(value: number, decimals?: number): string {
  if (!Number.isFinite(value)) return '–'
  const size = Math.abs(value)
  const digits = decimals ?? (size >= 10 || Number.isInteger(value) ? 0 : size >= 1 ? 1 : 2)
  return withMinus(
    new Intl.NumberFormat('en', {
      minimumFractionDigits: decimals ?? 0,
      maximumFractionDigits: digits,
    }).format(value),
  )
}

/** `€12,300`; a currency that is no ISO code stands behind: `12,300 credits`. */
export function formatMoney(value: number, currency: string): string {
  if (!Number.isFinite(value)) return '–'
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : 2
  if (/^[A-Z]{3}$/.test(currency)) {
    return withMinus(
      new Intl.NumberFormat('en', {
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }).format(value),
    )
  }
  return `${formatNumber(value, digits)} ${currency}`.trim()
}

/** To four digits: what is expected is not known to the cent. */
export function formatRoughMoney(value: number, currency: string): string {
  return formatMoney(Number(value.toPrecision(4)), currency)
}

/** For a column of figures: whole units, or cents where all are small. */
export function moneyColumn(
  values: readonly number[],
  currency: string,
): (value: number) => string {
  const isLarge = values.some((value) => Math.abs(value) >= 100)
  return (value) => formatMoney(isLarge ? Math.round(value) : value, currency)
}

/** With its sign, for differences. */
export function formatChange(value: number, currency: string): string {
  const text = formatRoughMoney(value, currency)
  return value > 0 ? `+${text}` : text
}

/** `93.4%` from 0.934. */
export function formatPercent(fraction: number, decimals = 1): string {
  return Number.isFinite(fraction) ? `${formatNumber(100 * fraction, decimals)}%` : '–'
}

/** Four significant digits, for losses and scores. */
export function formatScore(value: number): string {
  return Number.isFinite(value) ? withMinus(value.toFixed(3)) : '–'
}

/** `2026-08-31 14:05 UTC`. */
export function formatTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`
}

/**
 * A short label for an axis: `08-31`, or `2026-08` where the labels span more than a year; with the time of the
 * day, where labels have one, `08-31 06:30`, or `06:30` within one day.
 */
export function shortLabels(labels: readonly string[]): string[] {
  const areDates = labels.every((label) => /^\d{4}-\d{2}-\d{2}/.test(label))
  if (!areDates || labels.length === 0) return [...labels]
  const days =
    (Date.parse(labels.at(-1)!.slice(0, 10)) - Date.parse(labels[0]!.slice(0, 10))) / 864e5
  if (labels.every((label) => /^.{10} \d{2}:\d{2}$/.test(label))) {
    return labels.map((label) => label.slice(days === 0 ? 11 : 5))
  }
  return labels.map((label) => (days > 300 ? label.slice(0, 7) : label.slice(5, 10)))
}

function withMinus(text: string): string {
  return text.replace('-', '−')
}
