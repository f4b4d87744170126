'use client'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { TextInput } from '#web/components/ui/TextInput.tsx'

/** The texts of the field and of its result, in the reader's language. */
export type FilterWords = { readonly filter: string; readonly hint: string; readonly shown: string; readonly none: string }

/**
 * Shows a field above a list of endpoints that hides the endpoints without the typed words. The server renders the list and React does not render it again,
 * so this component hides the elements of the list itself. `end` is shown beside the field.
 */
export function OperationFilter({ words, end, children }: { readonly words: FilterWords; readonly end: ReactNode; readonly children: ReactNode }) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const [typed, setTyped] = useState('')
  const [shown, setShown] = useState<{ readonly count: number; readonly total: number } | null>(null)
  useEffect(() => {
    if (list.current !== null) setShown(typed.trim() === '' ? unhideAll(list.current) : hideOthers(list.current, typed))
  }, [typed])
  return (
    <>
      <div className="row wrap g3">
        <label className="sr-only" htmlFor={id}>
          {words.filter}
        </label>
        <TextInput id={id} type="search" className="grow" placeholder={words.hint} value={typed} onChange={(event) => setTyped(event.target.value)} />
        {end}
      </div>
      <p className="t13 dim num" role="status">
        {shown !== null && (shown.count === 0 ? words.none : `${words.shown} ${shown.count} / ${shown.total}`)}
      </p>
      <div ref={list}>{children}</div>
    </>
  )
}

function unhideAll(list: HTMLElement): null {
  for (const element of list.querySelectorAll<HTMLElement>('li[hidden], section[hidden]')) element.hidden = false
  return null
}

/**
 * Hides the endpoints that lack a typed word, and the groups in which no endpoint is left. A word can also match the name of an endpoint's function, which the
 * list does not show. Returns the number of visible endpoints and of all endpoints.
 */
function hideOthers(list: HTMLElement, typed: string): { readonly count: number; readonly total: number } {
  const wanted = typed.toLowerCase().trim().split(/\s+/)
  const all = [...list.querySelectorAll<HTMLElement>('li')]
  for (const item of all) {
    const text = `${item.textContent} ${item.dataset['operation']}`.toLowerCase()
    item.hidden = !wanted.every((word) => text.includes(word))
  }
  for (const group of list.querySelectorAll<HTMLElement>('section')) group.hidden = group.querySelector('li:not([hidden])') === null
  return { count: all.filter((item) => !item.hidden).length, total: all.length }
}
