import { assert } from '@infinitio/domain'
import { comesBefore, type Ranked } from './ranked.ts'

const none: readonly never[] = []

/** Puts a member into a sorted list (the pinned bids of one node): after all that come before it. */
export function addRanked<Member extends Ranked>(members: Member[], member: Member): void {
  members.splice(placeOf(members, member), 0, member)
}

/** Takes a member out of a sorted list. Asserts that it was in. */
export function removeRanked<Member extends Ranked>(members: Member[], member: Member): void {
  const place = placeOf(members, member)
  assert(members[place] === member, 'what leaves a list is in it')
  members.splice(place, 1)
}

/**
 * The list with one more, as a list of its own that is no longer than it must be: most nodes have one ask, and a list that grows in place keeps room for
 * sixteen.
 */
export function withRanked<Member extends Ranked>(members: readonly Member[], member: Member): readonly Member[] {
  return members.length === 0 ? [member] : members.toSpliced(placeOf(members, member), 0, member)
}

/** The list without one of it. Asserts that it was in. */
export function withoutRanked<Member extends Ranked>(members: readonly Member[], member: Member): readonly Member[] {
  const place = placeOf(members, member)
  assert(members[place] === member, 'what leaves a list is in it')
  return members.length === 1 ? none : members.toSpliced(place, 1)
}

/** Binary search for the first member that does not come before the given one. */
function placeOf(members: readonly Ranked[], member: Ranked): number {
  let low = 0
  let high = members.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (comesBefore(members[middle] as Ranked, member)) low = middle + 1
    else high = middle
  }
  return low
}
