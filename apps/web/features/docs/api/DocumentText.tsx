import { Fragment } from 'react'

/** Shows a text of the API document. Parts between backticks are code, as in Markdown. */
export function DocumentText({ text }: { readonly text: string }) {
  const [first = '', ...others] = text.split('`')
  return (
    <>
      {first}
      {others.map((part, place) => {
        const key = `${place}: ${part}`
        return place % 2 === 0 ? <code key={key}>{part}</code> : <Fragment key={key}>{part}</Fragment>
      })}
    </>
  )
}
