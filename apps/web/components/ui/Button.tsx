import clsx from 'clsx'
import { Slot } from 'radix-ui'
import type { ComponentProps } from 'react'

export type ButtonProps = ComponentProps<'button'> & {
  readonly tone?: 'plain' | 'primary' | 'ghost' | 'danger'
  readonly size?: 'md' | 'sm' | 'lg'
  readonly shape?: 'text' | 'icon'
  readonly full?: boolean
  readonly asChild?: boolean
}

/** A button, or with `asChild` a link that looks like one. One `primary` per decision. */
export function Button({ tone = 'plain', size = 'md', shape = 'text', full = false, asChild = false, className, type, ...rest }: ButtonProps) {
  const classes = clsx('btn', tone !== 'plain' && tone, size !== 'md' && size, shape === 'icon' && 'icon', full && 'full', className)
  if (asChild) return <Slot.Root className={classes} {...rest} />
  return <button type={type ?? 'button'} className={classes} {...rest} />
}
