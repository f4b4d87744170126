import { useState } from 'react'
import { chooseHour, type HourChoice, type HourRoom, roomFrom } from '#web/features/listing/hourChoice.ts'

/** How hours of a calendar are chosen. Hours are Unix hours. */
export type HourChoosing = {
  /** Whether choosing this hour would say anything. */
  readonly canChoose: (hour: number) => boolean
  readonly choose: (hour: number) => void
  /** A first hour was chosen, and its last one may be. */
  readonly waitsForLast: boolean
}

type HourChoosingArgs = { readonly room: HourRoom; readonly hours: number; readonly onChoice: (choice: HourChoice) => void }

/** Chooses a first hour, and after it a last one: a click, a tap and a key do the same. */
export function useHourChoosing({ room, hours, onChoice }: HourChoosingArgs): HourChoosing {
  const [anchor, setAnchor] = useState<number | null>(null)
  const by = (hour: number) => chooseHour(room, { hour, anchor, hours })
  return {
    canChoose: (hour) => by(hour) !== null,
    choose(hour) {
      const chosen = by(hour)
      if (chosen === null) return
      setAnchor(chosen.anchor)
      onChoice(chosen.choice)
    },
    waitsForLast: anchor !== null && roomFrom(room, anchor) > 0,
  }
}
