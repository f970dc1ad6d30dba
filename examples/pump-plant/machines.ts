// The spindles of the machining centre: six run side by side, and the centre stands still while one is
// changed. A spindle wears slowly until its bearing is damaged; from then on damage feeds on itself, and
// faster on days of roughing than of finishing. Vibration, heat and current tell of it, each on another
// level under each of the two conditions.

import type { Random } from '../../src/random.ts'
import { historyWeeks } from './demand.ts'

/** Days of running in a week. */
export const daysPerWeek = 5
/** Since the centre was commissioned, as long as the history of demand. */
export const historyDays = daysPerWeek * historyWeeks
const spindleCount = 6
/** Most spindles run until they fail; this share is changed ahead of it, at an age that was planned. */
const plannedShare = 0.3
const plannedAge = { lowest: 70, range: 80 }
/** Damage at which a spindle fails, and that with which it begins. */
const damageAtFailure = 1
const damageAtStart = 0.04

/** What a sensor shows of a sound spindle, how much damage adds, and its noise. */
interface Channel {
  readonly finishing: number
  readonly roughing: number
  /** Added at failure. */
  readonly damage: number
  readonly noise: number
  readonly decimals: number
}

const channels = {
  vibration: { finishing: 1.1, roughing: 2.3, damage: 3.4, noise: 0.16, decimals: 2 }, // mm/s
  temperature: { finishing: 41, roughing: 52, damage: 17, noise: 1.3, decimals: 1 }, // degrees Celsius
  current: { finishing: 8.2, roughing: 14.6, damage: 1.9, noise: 0.3, decimals: 2 }, // A
  coolant_pressure: { finishing: 6.1, roughing: 6, damage: 0, noise: 0.12, decimals: 2 }, // bar; no sign of wear
} as const satisfies Record<string, Channel>

export const sensorHeader = ['spindle', 'day', 'speed', ...Object.keys(channels)]
export const eventHeader = ['spindle', 'day', 'event']

/** One spindle from its mounting to its failure or change, or until today. */
export interface SpindleLife {
  /** Place in the centre, which many spindles take one after another. */
  readonly place: string
  readonly firstDay: number
  /** Null where it is running today. */
  readonly event: 'failure' | 'service' | null
  /** Damage at the end of each day. */
  readonly damage: readonly number[]
  /** Whether the day was one of roughing. */
  readonly isRoughing: readonly boolean[]
}

/** All spindles since the centre was commissioned, place by place in the order of time. */
export function spindleLives(random: Random): SpindleLife[] {
  return Array.from({ length: spindleCount }, (_, index) => {
    const place = `spindle-${index + 1}`
    const lives: SpindleLife[] = []
    for (let firstDay = 1; firstDay <= historyDays;) {
      const stream = random.split(place, lives.length)
      const whole = wholeLife(stream)
      const age = plannedAge.lowest + stream.integer(plannedAge.range)
      const isPlanned = stream.uniform() < plannedShare && age < whole.damage.length
      const lastAge = isPlanned ? age : whole.damage.length
      const isRunning = firstDay + lastAge - 1 > historyDays
      const days = isRunning ? historyDays - firstDay + 1 : lastAge
      lives.push({
        place,
        firstDay,
        event: isRunning ? null : isPlanned ? 'service' : 'failure',
        damage: whole.damage.slice(0, days),
        isRoughing: whole.isRoughing.slice(0, days),
      })
      firstDay += days
    }
    return lives
  }).flat()
}

/** From the first day to failure. */
function wholeLife(random: Random): Pick<SpindleLife, 'damage' | 'isRoughing'> {
  const damage: number[] = []
  const isRoughing: boolean[] = []
  // Days until the bearing is damaged: Weibull, shape 3.
  const soundDays = 105 * (-Math.log(1 - random.uniform())) ** (1 / 3)
  const growth = 0.042 * Math.exp(0.22 * random.normal())
  const roughingShare = 0.35 + 0.3 * random.uniform()
  let wornDays = 0
  let level = 0
  while (level < damageAtFailure) {
    const isRough = random.uniform() < roughingShare
    const load = isRough ? 1.3 : 0.75
    wornDays += load
    if (wornDays > soundDays) {
      const step = growth * load * Math.exp(0.3 * random.normal())
      level = Math.max(level, damageAtStart) * (1 + step)
    }
    damage.push(level)
    isRoughing.push(isRough)
  }
  return { damage, isRoughing }
}

/** One row per place and day of running. */
export function sensorRows(lives: readonly SpindleLife[], random: Random): (string | number)[][] {
  return lives.flatMap(({ place, firstDay, damage, isRoughing }) => {
    const stream = random.split('sensors', place, firstDay)
    // No two spindles are mounted alike.
    const offsets = Object.values(channels).map(({ noise }) => 0.8 * noise * stream.normal())
    return damage.map((level, day) => {
      const speed = (isRoughing[day] ? 2400 : 6000) + Math.round(30 * stream.normal())
      const cells = Object.values(channels).map((channel, i) => {
        const base = isRoughing[day] ? channel.roughing : channel.finishing
        const value = base + channel.damage * level + offsets[i]! + channel.noise * stream.normal()
        return value.toFixed(channel.decimals)
      })
      return [place, firstDay + day, speed, ...cells]
    })
  })
}

export function eventRows(lives: readonly SpindleLife[]): (string | number)[][] {
  return lives.flatMap(({ place, firstDay, event, damage }) =>
    event ? [[place, firstDay + damage.length - 1, event]] : [],
  )
}
