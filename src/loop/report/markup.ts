// HTML as values: whatever stands in a template is escaped, unless it is HTML already.

export interface Markup {
  readonly html: string
}

type Child = Markup | string | number | null | undefined | false | readonly Child[]

/**
 * A tagged template; strings are escaped, arrays are joined, null and false are left out, and the
 * indentation of the template is dropped.
 */
export function markup(parts: TemplateStringsArray, ...children: readonly Child[]): Markup {
  const [first = '', ...rest] = parts.map((part) => part.replaceAll(/\s*\n\s*/g, '\n'))
  return { html: rest.reduce((text, part, i) => text + render(children[i]) + part, first) }
}

/** For what this project made and knows to be safe: charts and style sheets. Never for data. */
export function trusted(text: string): Markup {
  return { html: text }
}

export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]!)
}

function render(child: Child): string {
  if (child === null || child === undefined || child === false) return ''
  if (typeof child === 'string') return escapeMarkup(child)
  if (typeof child === 'number') return String(child)
  // `in` on a readonly array type does not narrow, so the array goes first.
  if (Array.isArray(child)) return child.map((one: Child) => render(one)).join('')
  return (child as Markup).html // Safe: what is left of the union.
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
