import type { ReactNode } from 'react'

type SetupPartProps = { readonly title: string; readonly text?: string; readonly children: ReactNode }

/** Draws one part of the checkout form with its heading. */
export function SetupPart({ title, text, children }: SetupPartProps) {
  return (
    <section className="sect">
      <header>
        <h2>{title}</h2>
        {text !== undefined && <p>{text}</p>}
      </header>
      {children}
    </section>
  )
}
