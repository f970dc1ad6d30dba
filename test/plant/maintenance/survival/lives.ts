// Histories without sensors, and published sets of lives.

import type { HistoryEnd, MachineHistory } from '../../../../src/plant/maintenance/histories.ts'
import type { Lifetime } from '../../../../src/plant/maintenance/survival/lifetimes.ts'

/** A life from 0 with one row per cycle. */
export function lifeTo(machine: string, endCycle: number, end: HistoryEnd): MachineHistory {
  return {
    machine,
    cycles: Float64Array.from({ length: endCycle }, (_, i) => i + 1),
    startCycle: 0,
    channels: new Float64Array(0),
    conditions: new Float64Array(0),
    end,
    endCycle,
  }
}

/** Ages, those with a `+` censored. */
export function lifetimes(text: string): Lifetime[] {
  return text
    .trim()
    .split(/\s+/)
    .map((word) => ({
      entryAge: 0,
      age: Number.parseFloat(word),
      failed: !word.endsWith('+'),
    }))
}

/** Weeks of remission under 6-mercaptopurine (Freireich et al. 1963). */
export const remissions = lifetimes(
  '6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+',
)

/** Million revolutions of ball bearings (Lieblein & Zelen 1956). */
export const bearings = lifetimes(
  '17.88 28.92 33.00 41.52 42.12 45.60 48.48 51.84 51.96 54.12 55.56 67.80 68.64 68.64 68.88 84.12 93.12 98.64 105.12 105.84 127.92 128.04 173.40',
)

/** Hours of aircraft components, a test stopped at the tenth failure of 13 (Mann & Fertig 1973). */
export const components = lifetimes('.22 .50 .88 1.00 1.32 1.33 1.54 1.76 2.50 3.00 3+ 3+ 3+')

/** Kilometres of shock absorbers, 11 failures of 38 (O'Connor 1985; Meeker & Escobar 1998, table C.2). */
export const absorbers = lifetimes(`
  6700 6950+ 7820+ 8790+ 9120 9660+ 9820+ 11310+ 11690+ 11850+ 11880+ 12140+ 12200 12870+ 13150
  13330+ 13470+ 14040+ 14300 17520 17540+ 17890+ 18450+ 18960+ 18980+ 19410+ 20100 20100+ 20150+ 20320+
  20900 22700 23490+ 26510 27410+ 27490 27890+ 28100+`)
