import clsx from 'clsx'
import type { ComponentProps, ReactNode } from 'react'

/** A text field, with an optional prefix on the left and an optional suffix, such as a unit, on the right. */
export function TextInput({
  suffix,
  prefix,
  className,
  ...rest
}: Omit<ComponentProps<'input'>, 'prefix'> & { readonly suffix?: ReactNode; readonly prefix?: ReactNode }) {
  return (
    <span className={clsx('input', className)}>
      {prefix !== undefined && <span className="prefix">{prefix}</span>}
      <input {...rest} />
      {suffix !== undefined && <span className="suffix">{suffix}</span>}
    </span>
  )
}
