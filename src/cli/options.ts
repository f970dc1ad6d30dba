// Values of command-line options, checked.

import type { Command } from 'commander'
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

/** Parses an option that is a number above 0. */
export function positiveOption(name: string): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (text.trim() === '' || !(value > 0 && Number.isFinite(value))) {
      throw new MillraceError(
        'bad-input',
        `--${name}: not usable, expected a number above 0, got "${text}"`,
      )
    }
    return value
  }
}

/** Parses an option that is any number. */
export function numberOption(name: string): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (text.trim() === '' || !Number.isFinite(value)) {
      throw new MillraceError(
        'bad-input',
        `--${name}: not usable, expected a number, got "${text}"`,
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

/** `--budget`, of every command that trains the networks of a plant. */
export function addBudgetOption(command: Command): Command {
  return command.option(
    '--budget <seconds>',
    'time for training networks, 0 for none (default: that of plant.yaml, else no limit)',
    integerOption('budget', 0),
  )
}

const secondsIn = { s: 1, m: 60, h: 3600 }

/** Parses an option that is a time, such as `90s`, `5m`, `1h` or plain seconds; in seconds. */
export function durationOption(name: string): (text: string) => number {
  return (text) => {
    const parts = /^(\d+(?:\.\d+)?)([smh]?)$/.exec(text.trim())
    const seconds = Number(parts?.[1]) * secondsIn[(parts?.[2] || 's') as keyof typeof secondsIn]
    if (seconds > 0) return seconds
    throw new MillraceError(
      'bad-input',
      `--${name}: not usable, expected a time such as 90s, 5m or 1h, got "${text}"`,
    )
  }
}
