// Fifteen weeks of final assembly: pumps are bolted and sealed in trays of eight and tested under pressure.
// A pump leaks where the seal is not squeezed enough: bolts too loose, bore too wide, surface too rough,
// or a hard seal in a cold hall. A casing cracks, rarely, where the bolts are too tight for a thin wall.

import type { Random } from '../../src/random.ts'
import { historyWeeks, mondayOf } from './demand.ts'

export const assemblyWeeks = 15
export const traySize = 8
const traysPerDay = 4
const daysPerWeek = 5
/** The last trays have not been tested yet. */
export const untestedTrays = 6
/** Trays made with the worn boring tool, at the end: the bore widens and roughens with each. */
export const wornTrays = 60
/** Trays that are sealed from one delivery of seals. */
const traysPerDelivery = 24

/** Shares of the pumps that are assembled on this line. */
const pumps = [
  ['CP-25', 0.45],
  ['CP-32', 0.22],
  ['DP-10', 0.22],
  ['WP-4', 0.11],
] as const

/** What is set, and how it is set today. Speed of pressing has no effect: not every setting is a cause. */
export const usualSettings = {
  torque: { mean: 33, spread: 2.6 },
  press_force: { mean: 5, spread: 0.35 },
  press_speed: { mean: 10, spread: 1.5 },
} as const

export interface Pump {
  /** Of the casing bolts, Nm. */
  readonly torque: number
  /** Of the seal, kN. */
  readonly pressForce: number
  /** mm beyond its nominal 25. */
  readonly boreExcess: number
  /** Ra of the bore, micrometres. */
  readonly roughness: number
  /** Thinnest place of the casing, mm. */
  readonly wall: number
  /** Shore A. */
  readonly sealHardness: number
  /** Degrees Celsius. */
  readonly hallTemperature: number
}

/** Chance that a pump leaks under test. */
export function leakChance(pump: Pump): number {
  const loose = softplus((37.5 - pump.torque) / 2.5)
  const cold = Math.max(0, (21 - pump.hallTemperature) / 5)
  const hard = Math.max(0, (pump.sealHardness - 70) / 4)
  const score =
    -5.2 +
    0.85 * loose +
    55 * pump.boreExcess +
    1.6 * Math.log(pump.roughness / 0.8) +
    0.9 * cold * hard +
    1.1 * Math.abs(pump.pressForce - 5.4)
  return 1 / (1 + Math.exp(-score))
}

/** Chance that its casing cracks. */
export function crackChance(pump: Pump): number {
  const tight = softplus((pump.torque - 40) / 2)
  const score = -5.2 + 1.1 * tight + 3.2 * (4 - pump.wall) + 0.8 * (pump.pressForce - 5)
  return 1 / (1 + Math.exp(-score))
}

export const qualityHeader = [
  'serial',
  'finished_at',
  'lot',
  'item',
  'torque',
  'press_force',
  'press_speed',
  'bore',
  'roughness',
  'wall',
  'seal_hardness',
  'hall_temperature',
  'leak_rate',
  'result',
] as const

/** One row per pump, in the order of finishing; `leak_rate` and `result` are what the test says. */
export function qualityRows(random: Random): (string | number)[][] {
  const trayCount = assemblyWeeks * daysPerWeek * traysPerDay
  return Array.from({ length: trayCount }, (_, tray) =>
    trayRows(tray, trayCount, random.split('tray', tray), random),
  ).flat()
}

function trayRows(
  tray: number,
  trayCount: number,
  stream: Random,
  random: Random,
): (string | number)[][] {
  const delivery = Math.floor(tray / traysPerDelivery)
  const sealHardness = 71 + 2.6 * random.split('delivery', delivery).normal()
  const wear = Math.max(0, tray + 1 - (trayCount - wornTrays)) / wornTrays
  const item = pumpDrawn(stream.uniform())
  const around = ({ mean, spread }: { readonly mean: number; readonly spread: number }): number =>
    mean + spread * stream.normal()
  const torque = around(usualSettings.torque)
  const pressForce = around(usualSettings.press_force)
  const pressSpeed = around(usualSettings.press_speed)
  // Mornings are cold; the summer warms the hall until August.
  const hallTemperature =
    19 + 3 * Math.sin((Math.PI * tray) / trayCount) + 1.3 * (tray % traysPerDay) + stream.normal()
  return Array.from({ length: traySize }, (_, place) => {
    const pump: Pump = {
      torque: torque + 0.5 * stream.normal(),
      pressForce: pressForce + 0.08 * stream.normal(),
      boreExcess: 0.012 * wear + 0.006 * stream.normal(),
      roughness: 0.8 * Math.exp(0.16 * stream.normal() + 0.25 * wear),
      wall: 4 + 0.22 * stream.normal(),
      sealHardness: sealHardness + 0.5 * stream.normal(),
      hallTemperature,
    }
    const isCracked = stream.uniform() < crackChance(pump)
    const isLeaking = stream.uniform() < leakChance(pump)
    const leakRate = Math.exp((isLeaking ? 1.6 : -1.2) + 0.4 * stream.normal())
    const isTested = tray < trayCount - untestedTrays
    const result = isCracked ? 'crack' : isLeaking ? 'leak' : 'good'
    return [
      `P${String(tray * traySize + place + 1).padStart(5, '0')}`,
      finishedAt(tray, place),
      `T${String(tray + 1).padStart(4, '0')}`,
      item,
      pump.torque.toFixed(1),
      pump.pressForce.toFixed(2),
      pressSpeed.toFixed(1),
      (25 + pump.boreExcess).toFixed(3),
      pump.roughness.toFixed(2),
      pump.wall.toFixed(2),
      pump.sealHardness.toFixed(1),
      hallTemperature.toFixed(1),
      isTested && !isCracked ? leakRate.toFixed(2) : '',
      isTested ? result : '',
    ]
  })
}

function pumpDrawn(uniform: number): string {
  let left = uniform
  for (const [item, share] of pumps) {
    left -= share
    if (left < 0) return item
  }
  return pumps[0][0]
}

/** Trays begin at six, every two and a half hours; a pump takes a quarter of an hour. */
function finishedAt(tray: number, place: number): string {
  const day = Math.floor(tray / traysPerDay)
  const week = historyWeeks - assemblyWeeks + Math.floor(day / daysPerWeek)
  const monday = Date.parse(mondayOf(week))
  const minutes = 360 + 150 * (tray % traysPerDay) + 15 * (place + 1)
  const time = monday + (day % daysPerWeek) * 864e5 + minutes * 6e4
  return new Date(time).toISOString().slice(0, 16)
}

function softplus(value: number): number {
  return Math.log1p(Math.exp(value))
}
