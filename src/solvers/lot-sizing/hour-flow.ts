// Quantities for given setups on one resource, where no item may run short: a flow of hours between periods.
// Hours of an item move to an earlier lot (its units wait longer) or, as far as its stock allows, to a later one. The flow
// is cheapest where no cycle of such moves saves money (Klein 1967, doi:10.1287/mnsc.14.3.205), so that after a setup
// changes only a few cycles have to be cancelled.

/** Items that share one resource, in hours of it instead of units. */
export interface HourProblem {
  readonly items: number
  readonly periods: number
  /** Hours that lots up to a period must have made at least, ascending in the periods, shape [items, periods]. */
  readonly needed: Float64Array
  /** Cost of making one hour's worth one period earlier, shape [items]. */
  readonly holding: Float64Array
  readonly setupHours: Float64Array
  readonly setupCost: Float64Array
  /** Shape [periods]. */
  readonly hours: Float64Array
  readonly overtimeHours: Float64Array
  readonly overtimeCost: number
}

export interface HourFlow {
  /** 1 where an item has a lot, shape [items, periods]. */
  readonly isOpen: Uint8Array
  /** Hours that each lot takes beyond its setup, shape [items, periods]. */
  readonly made: Float64Array
  /** Hours beyond regular time and overtime, over all periods. */
  overload(): number
  /** Setups, holding, overtime, and the overload at the price given to `settle`. */
  cost(): number
  open(item: number, period: number): void
  /** Its hours go to the lot before it; false, and nothing done, where there is none. */
  close(item: number, period: number): boolean
  /** Closes what makes nothing and finds the cheapest quantities; overload costs `price` per hour. */
  settle(price: number): void
  save(): void
  /** Back to what was saved last. */
  restore(): void
}

const tiny = 1e-7

/** Starts with a lot wherever the need grows. */
export function createHourFlow(problem: HourProblem): HourFlow {
  const { items, periods, needed, holding, setupHours, setupCost, hours, overtimeHours } = problem
  const isOpen = new Uint8Array(items * periods)
  const made = new Float64Array(items * periods)
  const stock = new Float64Array(items * periods)
  // Hours of each period with setups, and without.
  const load = new Float64Array(periods)
  const own = new Float64Array(periods)
  const saved = { isOpen: isOpen.slice(), made: made.slice(), stock: stock.slice(), load: load.slice(), own: own.slice() } // prettier-ignore
  let overloadPrice = 0
  for (let i = 0; i < items; i++) {
    for (let t = 0; t < periods; t++) {
      const k = i * periods + t
      const growth = needed[k]! - (t > 0 ? needed[k - 1]! : 0)
      if (growth <= tiny) continue
      isOpen[k] = 1
      made[k] = growth
      load[t]! += growth + setupHours[i]!
      own[t]! += growth
    }
  }

  // Moves between periods; node `periods` stands for free hours.
  const nodes = periods + 1
  const moveCost = new Float64Array(nodes * nodes)
  const moveItem = new Int32Array(nodes * nodes)
  const moveMost = new Float64Array(nodes * nodes)
  const distance = new Float64Array(nodes)
  const parent = new Int32Array(nodes)
  const mark = new Int32Array(nodes)

  const findMoves = (): void => {
    moveCost.fill(Infinity)
    for (let i = 0; i < items; i++) {
      const row = i * periods
      for (let t = 0; t < periods; t++) {
        const hoursHere = made[row + t]!
        if (hoursHere <= tiny) continue
        for (let to = 0; to < t; to++) {
          if (isOpen[row + to] !== 1) continue
          offerMove(t, to, i, holding[i]! * (t - to), hoursHere)
        }
        let most = hoursHere
        for (let to = t + 1; to < periods; to++) {
          most = Math.min(most, stock[row + to - 1]!)
          if (most <= tiny) break
          if (isOpen[row + to] === 1) offerMove(t, to, i, -holding[i]! * (to - t), most)
        }
      }
    }
    for (let t = 0; t < periods; t++) {
      const regular = hours[t]! - load[t]!
      const all = regular + overtimeHours[t]!
      if (regular > tiny) offerMove(t, periods, -1, 0, regular)
      else if (all > tiny) offerMove(t, periods, -1, problem.overtimeCost, all)
      else offerMove(t, periods, -1, overloadPrice, Infinity)
      if (own[t]! <= tiny) continue
      if (all < -tiny) offerMove(periods, t, -1, -overloadPrice, Math.min(own[t]!, -all))
      else if (regular < -tiny) {
        offerMove(periods, t, -1, -problem.overtimeCost, Math.min(own[t]!, -regular))
      } else offerMove(periods, t, -1, 0, own[t]!)
    }
  }

  const offerMove = (from: number, to: number, item: number, cost: number, most: number): void => {
    const k = from * nodes + to
    if (cost >= moveCost[k]!) return
    moveCost[k] = cost
    moveItem[k] = item
    moveMost[k] = most
  }

  /** A node on a cycle that saves money, by the labels of Bellman and Ford; -1: none. */
  const findCycle = (): number => {
    distance.fill(0)
    parent.fill(-1)
    for (let pass = 0; pass <= nodes; pass++) {
      let isChanged = false
      for (let from = 0; from < nodes; from++) {
        for (let to = 0; to < nodes; to++) {
          const length = distance[from]! + moveCost[from * nodes + to]!
          if (length < distance[to]! - 1e-9) {
            distance[to] = length
            parent[to] = from
            isChanged = true
          }
        }
      }
      if (!isChanged) return -1
      const node = nodeOnCycle()
      if (node >= 0) return node
    }
    return -1
  }

  /** A node on a cycle of the parents. */
  const nodeOnCycle = (): number => {
    mark.fill(0)
    for (let start = 0; start < nodes; start++) {
      let node = start
      while (node >= 0 && mark[node] === 0) {
        mark[node] = start + 1
        node = parent[node]!
      }
      if (node >= 0 && mark[node] === start + 1) return node
    }
    return -1
  }

  const shift = (i: number, from: number, to: number, amount: number): void => {
    const row = i * periods
    made[row + from]! -= amount
    made[row + to]! += amount
    for (let t = to; t < from; t++) stock[row + t]! += amount
    for (let t = from; t < to; t++) stock[row + t]! -= amount
    load[from]! -= amount
    load[to]! += amount
    own[from]! -= amount
    own[to]! += amount
  }

  const cancel = (node: number): void => {
    let most = Infinity
    let at = node
    do {
      most = Math.min(most, moveMost[parent[at]! * nodes + at]!)
      at = parent[at]!
    } while (at !== node)
    do {
      const from = parent[at]!
      const item = moveItem[from * nodes + at]!
      if (item >= 0) shift(item, from, at, most)
      at = from
    } while (at !== node)
  }

  const cancelCycles = (): void => {
    // The limit only guards against rounding: a handful of cycles is usual.
    for (let count = 0; count < 50 * nodes; count++) {
      findMoves()
      const node = findCycle()
      if (node < 0) return
      cancel(node)
    }
  }

  const closeIdle = (): boolean => {
    let isAny = false
    for (let k = 0; k < isOpen.length; k++) {
      if (isOpen[k] !== 1 || made[k]! > tiny) continue
      isOpen[k] = 0
      load[k % periods]! -= setupHours[Math.floor(k / periods)]!
      isAny = true
    }
    return isAny
  }

  const overload = (): number => {
    let sum = 0
    for (let t = 0; t < periods; t++) sum += Math.max(0, load[t]! - hours[t]! - overtimeHours[t]!)
    return sum
  }

  return {
    isOpen,
    made,
    overload,
    cost() {
      let sum = overloadPrice * overload()
      for (let t = 0; t < periods; t++) {
        const over = Math.max(0, load[t]! - hours[t]!)
        sum += problem.overtimeCost * Math.min(over, overtimeHours[t]!)
      }
      for (let i = 0; i < items; i++) {
        for (let k = i * periods; k < (i + 1) * periods; k++) {
          sum += holding[i]! * stock[k]! + (isOpen[k] === 1 ? setupCost[i]! : 0)
        }
      }
      return sum
    },
    open(i, t) {
      const k = i * periods + t
      if (isOpen[k] === 1) return
      isOpen[k] = 1
      load[t]! += setupHours[i]!
    },
    close(i, t) {
      const row = i * periods
      let to = t - 1
      while (to >= 0 && isOpen[row + to] !== 1) to--
      if (to < 0) return false
      shift(i, t, to, made[row + t]!)
      made[row + t] = 0
      isOpen[row + t] = 0
      load[t]! -= setupHours[i]!
      return true
    },
    settle(price) {
      overloadPrice = price
      do cancelCycles()
      while (closeIdle())
    },
    save() {
      saved.isOpen.set(isOpen)
      saved.made.set(made)
      saved.stock.set(stock)
      saved.load.set(load)
      saved.own.set(own)
    },
    restore() {
      isOpen.set(saved.isOpen)
      made.set(saved.made)
      stock.set(saved.stock)
      load.set(saved.load)
      own.set(saved.own)
    },
  }
}
