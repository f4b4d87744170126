import clsx from 'clsx'
import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'

/** The platform's own select in the kit's clothes: works with every keyboard, phone and screen reader, and costs no script. */
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
