/**
 * Functions that read a member of a heap: one returns the second for which the member waits, the other returns true if the member is already over, for example
 * a cancelled order.
 */
export type TimeOf<Member> = { readonly at: (member: Member) => number; readonly isOver: (member: Member) => boolean }

/**
 * A heap of members by the second for which they wait, then by `seq`. A member that is over early stays in the heap until it reaches the top, or until at least
 * 1,000 members, and half of all, are over. The seconds are next to each other in memory, so a member itself is read only if two seconds are equal.
 */
export class TimeHeap<Member extends { readonly seq: number }> {
  #members: Member[] = []
  #ats = new Float64Array(16)
  #over = 0
  readonly #timeOf: TimeOf<Member>

  constructor(timeOf: TimeOf<Member>) {
    this.#timeOf = timeOf
  }

  /** The second for which the first member waits that is not over. Null if there is no such member. */
  get firstAt(): number | null {
    for (let top = this.#members[0]; top !== undefined; top = this.#members[0]) {
      if (!this.#timeOf.isOver(top)) return this.#ats[0] as number
      this.#over = Math.max(0, this.#over - 1)
      this.#pop()
    }
    return null
  }

  /** Adds a member. */
  push(member: Member): void {
    const at = this.#timeOf.at(member)
    const members = this.#members
    let place = members.push(member) - 1
    if (place === this.#ats.length) this.#widen()
    const ats = this.#ats
    while (place > 0) {
      const parent = (place - 1) >> 1
      const above = ats[parent] as number
      if (at > above || (at === above && member.seq > (members[parent] as Member).seq)) break
      members[place] = members[parent] as Member
      ats[place] = above
      place = parent
    }
    members[place] = member
    ats[place] = at
  }

  /** If the second of the first member that is not over has come by `now`, removes and returns this member. Otherwise returns null. */
  popDue(now: number): Member | null {
    if (this.#members.length === 0 || (this.#ats[0] as number) > now) return null
    const at = this.firstAt
    if (at === null || at > now) return null
    const top = this.#members[0] as Member
    this.#pop()
    return top
  }

  /**
   * Counts one more member that ended before its time. The count may be too high, because callers also report ends of objects that are not in this heap. That
   * does no harm: the heap removes only members for which `isOver` returns true.
   */
  noteOver(): void {
    this.#over += 1
    if (this.#over < 1_000 || this.#over * 2 < this.#members.length) return
    this.#over = 0
    this.#dropOver()
    for (let place = (this.#members.length >> 1) - 1; place >= 0; place -= 1)
      this.#sink(place, this.#members[place] as Member, this.#ats[place] as number)
  }

  /** Removes the members that are over. The others keep their seconds. */
  #dropOver(): void {
    const members = this.#members
    const ats = this.#ats
    let kept = 0
    for (const [place, member] of members.entries()) {
      if (this.#timeOf.isOver(member)) continue
      members[kept] = member
      ats[kept] = ats[place] as number
      kept += 1
    }
    members.length = kept
  }

  #pop(): void {
    const last = this.#members.pop()
    const { length } = this.#members
    if (last !== undefined && length > 0) this.#sink(0, last, this.#ats[length] as number)
  }

  /** Restores the order of the heap: moves a member down from an index to its place. */
  #sink(from: number, member: Member, at: number): void {
    const members = this.#members
    const ats = this.#ats
    let place = from
    for (;;) {
      let child = 2 * place + 1
      if (child >= members.length) break
      if (child + 1 < members.length && this.#isBefore(child + 1, child)) child += 1
      const below = ats[child] as number
      if (below > at || (below === at && (members[child] as Member).seq > member.seq)) break
      members[place] = members[child] as Member
      ats[place] = below
      place = child
    }
    members[place] = member
    ats[place] = at
  }

  #isBefore(one: number, other: number): boolean {
    const at = this.#ats[one] as number
    const otherAt = this.#ats[other] as number
    return at < otherAt || (at === otherAt && (this.#members[one] as Member).seq < (this.#members[other] as Member).seq)
  }

  #widen(): void {
    const narrow = this.#ats
    this.#ats = new Float64Array(narrow.length * 2)
    this.#ats.set(narrow)
  }
}
