import { assert } from '@infinitio/domain'
import { comesBefore, type Ranked } from './ranked.ts'

/** Puts a member into a short sorted list (the asks or pinned bids of one node, the bids of one account): after all that come before it. */
export function addRanked<Member extends Ranked>(members: Member[], member: Member): void {
  members.splice(placeOf(members, member), 0, member)
}

/** Takes a member out of a short sorted list. Asserts that it was in. */
export function removeRanked<Member extends Ranked>(members: Member[], member: Member): void {
  const place = placeOf(members, member)
  assert(members[place] === member, 'what leaves a list is in it')
  members.splice(place, 1)
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
