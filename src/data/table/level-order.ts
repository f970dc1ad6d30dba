// Levels whose words have an order that anybody would give them. It is only proposed: the order changes how a
// field is learnt, and a word such as `medium` may as well be a kind of oil.

/** Words of one scale, each with others that mean the same, from little to much. */
const scales: readonly (readonly string[])[] = [
  ['xxs', 'xs', 's', 'm', 'l', 'xl', 'xxl', 'xxxl'],
  [
    'tiny|very small|extra small',
    'small',
    'medium|mid|middle',
    'large|big',
    'very large|extra large|huge',
  ],
  [
    'very low',
    'low',
    'medium|mid|middle|moderate|normal|average',
    'high',
    'very high',
    'extreme|critical',
  ],
  ['l', 'm', 'h'],
  ['none|ok', 'minor|slight|mild', 'moderate|medium', 'major|serious', 'severe|critical', 'fatal'],
  ['never', 'rarely|seldom', 'sometimes', 'often|frequently', 'always'],
  [
    'very bad|very poor',
    'bad|poor',
    'fair|ok|average|medium|sufficient',
    'good',
    'very good',
    'excellent',
  ],
  ['light', 'medium', 'heavy'],
  ['slow', 'medium|normal', 'fast'],
  ['short', 'medium', 'long'],
  ['thin', 'medium', 'thick'],
  ['cold', 'cool', 'mild|lukewarm', 'warm', 'hot'],
  ['first', 'second', 'third', 'fourth', 'fifth'],
  [
    'mon|monday',
    'tue|tuesday',
    'wed|wednesday',
    'thu|thursday',
    'fri|friday',
    'sat|saturday',
    'sun|sunday',
  ],
  [
    'jan|january',
    'feb|february',
    'mar|march',
    'apr|april',
    'may',
    'jun|june',
    'jul|july',
    'aug|august',
    'sep|september',
    'oct|october',
    'nov|november',
    'dec|december',
  ],
  ['极低|很低', '低', '中|中等|正常', '高', '极高|很高'],
  ['小', '中', '大'],
  ['差|不合格', '中|合格|及格', '良|良好', '优|优秀'],
]

/** Of two levels the order says nothing. */
const fewest = 3

/** The levels from little to much; undefined where no order stands out. */
export function levelOrder(name: string, levels: readonly string[]): readonly string[] | undefined {
  if (levels.length < fewest) return undefined
  const ranks = [...scales.map(rankOn), rankOfNumber, gradeUnder(name)]
  for (const rankOf of ranks) {
    const ranked = levels.map((level) => rankOf(level.trim().toLowerCase()))
    const known = ranked.filter((rank) => rank !== undefined)
    if (known.length < levels.length || new Set(known).size < levels.length) continue
    return levels
      .map((level, i) => ({ level, rank: known[i]! }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ level }) => level)
  }
  return undefined
}

type Rank = (level: string) => number | undefined

function rankOn(scale: readonly string[]): Rank {
  const ranks = new Map(
    scale.flatMap((words, rank) => words.split('|').map((word) => [word, rank])),
  )
  return (level) => ranks.get(level)
}

/** `1 - poor`, `2: fair`, `grade 3`, `10-20`, `20+`; numbers that name a thing (`M1`, `line 2`) are none. */
const rankOfNumber: Rank = (level) => {
  const numbered = /^(\d+)\s*[-–:.)]\s*[^\d\s]/.exec(level)
  const named =
    /^(?:grade|class|level|stage|step|priority|severity|tier|rank|quarter|q)\s*(\d+)$/.exec(level)
  const range = /^(\d+(?:\.\d+)?)\s*(?:(?:-|–|to)\s*\d+(?:\.\d+)?|\+)$/.exec(level)
  const digits = (numbered ?? named ?? range)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** Letters are grades where the name says so, or where some have a sign. `a` is the best, and stands last. */
function gradeUnder(name: string): Rank {
  const isNamed = /grade|rating|class|mark|等级/i.test(name)
  return (level) => {
    const [, letter, sign] = /^([a-f])([+-]?)$/.exec(level) ?? []
    if (letter === undefined || !isNamed) return undefined
    return -3 * letter.charCodeAt(0) + (sign === '+' ? 1 : sign === '-' ? -1 : 0)
  }
}
