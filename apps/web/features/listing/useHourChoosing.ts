import { useState } from 'react'
import { chooseHour, type HourChoice, type HourRoom, roomFrom } from '#web/features/listing/hourChoice.ts'

/** Describes how the calendar lets the user choose hours. Hours are Unix hours. */
export type HourChoosing = {
  /** Returns true if choosing this hour changes the wish. */
  readonly canChoose: (hour: number) => boolean
  readonly choose: (hour: number) => void
  /** True after the first hour is chosen, while the last one may follow. */
  readonly waitsForLast: boolean
}

type HourChoosingArgs = { readonly room: HourRoom; readonly hours: number; readonly onChoice: (choice: HourChoice) => void }

/** Chooses a first hour and then a last hour; click, tap and key work alike. */
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
