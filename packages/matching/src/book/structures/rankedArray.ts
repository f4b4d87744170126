import { assert } from '@infinitio/domain'
import { comesBefore, type Ranked } from './ranked.ts'

const none: readonly never[] = []

/** Inserts a member into a sorted list (the pinned bids of one node), after all that come before it. */
export function addRanked<Member extends Ranked>(members: Member[], member: Member): void {
  members.splice(placeOf(members, member), 0, member)
}

/** Removes a member from a sorted list. Asserts that the list contains it. */
export function removeRanked<Member extends Ranked>(members: Member[], member: Member): void {
  const place = placeOf(members, member)
  assert(members[place] === member, 'what leaves a list is in it')
  members.splice(place, 1)
}

/** Returns a new list with one more member, of exact length. Most nodes have one ask, and a list that grows in place would reserve memory for sixteen. */
export function withRanked<Member extends Ranked>(members: readonly Member[], member: Member): readonly Member[] {
  return members.length === 0 ? [member] : members.toSpliced(placeOf(members, member), 0, member)
}

/** Returns a new list without one member. Asserts that the list contained it. */
export function withoutRanked<Member extends Ranked>(members: readonly Member[], member: Member): readonly Member[] {
  const place = placeOf(members, member)
  assert(members[place] === member, 'what leaves a list is in it')
  return members.length === 1 ? none : members.toSpliced(place, 1)
}

/** Returns the index of the first member that does not come before the given one, by binary search. */
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
