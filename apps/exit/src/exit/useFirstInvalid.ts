import { type RefObject, useEffect, useRef } from 'react'

/** A form whose first wrong field takes the focus after each try to send it: whoever cannot see the red edge is brought there. */
export function useFirstInvalid(tries: number): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (tries > 0) form.current?.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus()
  }, [tries])
  return form
}
