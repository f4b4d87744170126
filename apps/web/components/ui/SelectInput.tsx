import clsx from 'clsx'
import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'

/** Styles the browser's own select. It works with every keyboard, phone and screen reader, and needs no script. */
export function SelectInput({ className, children, ...rest }: ComponentProps<'select'>) {
  return (
    <span className="selectwrap">
      <select className={clsx('select', className)} {...rest}>
        {children}
      </select>
      <ChevronDown className="i" aria-hidden />
    </span>
  )
}
