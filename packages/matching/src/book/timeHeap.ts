/** What a heap must know of its members: the second each waits for, its number, and whether it is over before its time. */
export type TimeOf<Member> = { readonly at: (member: Member) => number; readonly isOver: (member: Member) => boolean }

/**
 * Members by the second they wait for, earliest first, then by number. Members that are over before their time are left in until they
 * surface or make up half of it.
 */
export class TimeHeap<Member extends { readonly seq: number }> {
  #members: Member[] = []
  #over = 0
  readonly #timeOf: TimeOf<Member>

  constructor(timeOf: TimeOf<Member>) {
    this.#timeOf = timeOf
  }

  /** The second of the first member that is not over. Null when there is none. */
  get firstAt(): number | null {
    this.#skip()
    const top = this.#members[0]
    return top === undefined ? null : this.#timeOf.at(top)
  }

  /** Adds a member. */
  push(member: Member): void {
    const members = this.#members
    let place = members.push(member) - 1
    while (place > 0) {
      const parent = (place - 1) >> 1
      if (!this.#isBefore(member, members[parent] as Member)) break
      members[place] = members[parent] as Member
      place = parent
    }
    members[place] = member
  }

  /** Takes the first member that is not over, if its second has come. */
  popDue(now: number): Member | null {
    const at = this.firstAt
    if (at === null || at > now) return null
    const top = this.#members[0] as Member
    this.#pop()
    return top
  }

  /** Says that one more is over before its time, be it a member or not: how many are is only asked now and then. */
  noteOver(): void {
    this.#over += 1
    if (this.#over < 1_000 || this.#over * 2 < this.#members.length) return
    this.#over = 0
    this.#members = this.#members.filter((member) => !this.#timeOf.isOver(member))
    for (let place = (this.#members.length >> 1) - 1; place >= 0; place -= 1) this.#sink(place)
  }

  #skip(): void {
    for (let top = this.#members[0]; top !== undefined && this.#timeOf.isOver(top); top = this.#members[0]) {
      this.#over = Math.max(0, this.#over - 1)
      this.#pop()
    }
  }

  #pop(): void {
    const last = this.#members.pop()
    if (last === undefined || this.#members.length === 0) return
    this.#members[0] = last
    this.#sink(0)
  }

  #sink(from: number): void {
    const members = this.#members
    const member = members[from] as Member
    let place = from
    for (;;) {
      let child = 2 * place + 1
      if (child >= members.length) break
      if (child + 1 < members.length && this.#isBefore(members[child + 1] as Member, members[child] as Member)) child += 1
      if (!this.#isBefore(members[child] as Member, member)) break
      members[place] = members[child] as Member
      place = child
    }
    members[place] = member
  }

  #isBefore(one: Member, other: Member): boolean {
    const at = this.#timeOf.at(one)
    const otherAt = this.#timeOf.at(other)
    return at < otherAt || (at === otherAt && one.seq < other.seq)
  }
}
