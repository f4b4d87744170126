'use client'
import { createContext, type ReactNode, use } from 'react'
import { createPortal } from 'react-dom'

/** The footer of the dialog around a form. Null outside of a dialog. */
export const FormFootContext = createContext<HTMLElement | null>(null)

/**
 * Shows the button of a form, with its reason and its errors, in the footer of the dialog around the form. So they stay in view while the reader scrolls the
 * form. Outside of a dialog, shows them in their place.
 */
export function FormFoot({ children }: { readonly children: ReactNode }) {
  const foot = use(FormFootContext)
  return foot === null ? children : createPortal(children, foot)
}
