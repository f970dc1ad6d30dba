// Colours of charts, as CSS variables, so that one SVG serves light, dark and print.
// The hues are those of Okabe & Ito 2008 (Color Universal Design), told apart by the colour-blind;
// dark mode takes the lighter of each pair.

export const palette = {
  ink: 'var(--ink)',
  muted: 'var(--muted)',
  line: 'var(--line)',
  paper: 'var(--paper)',
  blue: 'var(--blue)',
  orange: 'var(--orange)',
  green: 'var(--green)',
  vermilion: 'var(--vermilion)',
  purple: 'var(--purple)',
} as const

export type Colour = keyof typeof palette

export const lightColours = {
  ink: '#1a2129',
  muted: '#5c6670',
  line: '#dde1e5',
  paper: '#ffffff',
  blue: '#0072b2',
  orange: '#c77700',
  green: '#00805e',
  vermilion: '#c44e00',
  purple: '#a8497e',
} as const satisfies Record<Colour, string>

export const darkColours = {
  ink: '#e6eaee',
  muted: '#9ba6b1',
  line: '#303942',
  paper: '#13181d',
  blue: '#56b4e9',
  orange: '#e69f00',
  green: '#2bb78d',
  vermilion: '#ee8342',
  purple: '#d98bb5',
} as const satisfies Record<Colour, string>
