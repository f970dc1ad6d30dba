// Values of command-line options, checked.

import { MillraceError } from '../errors.ts'

/** Parses an option that is a whole number of at least `minimum`. */
export function integerOption(name: string, minimum: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (text.trim() === '' || !Number.isInteger(value) || value < minimum) {
      throw new MillraceError(
        'bad-input',
        `--${name}: not usable, expected a whole number of at least ${minimum}, got "${text}"`,
      )
    }
    return value
  }
}

/** Parses an option that is a number between 0 and 1. */
export function shareOption(name: string): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (text.trim() === '' || !(value >= 0 && value <= 1)) {
      throw new MillraceError(
        'bad-input',
        `--${name}: not usable, expected a number from 0 to 1, got "${text}"`,
      )
    }
    return value
  }
}

/** Parses an option that is a list of names with commas between. */
export function namesOption(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}
