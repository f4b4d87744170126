import clsx from 'clsx'
import { cloneElement, type ComponentProps, isValidElement, type ReactNode } from 'react'

export type ButtonProps = ComponentProps<'button'> & {
  readonly tone?: 'plain' | 'primary' | 'ghost' | 'danger'
  readonly size?: 'md' | 'sm' | 'lg'
  readonly shape?: 'text' | 'icon'
  readonly full?: boolean
  readonly asChild?: boolean
}

/** Renders a button, or with `asChild` a link that looks like a button. Use one `primary` button per decision. */
export function Button({ tone = 'plain', size = 'md', shape = 'text', full = false, asChild = false, className, type, ...rest }: ButtonProps) {
  const classes = clsx('btn', tone !== 'plain' && tone, size !== 'md' && size, shape === 'icon' && 'icon', full && 'full', className)
  if (asChild) return dressed(rest.children, classes)
  return <button type={type ?? 'button'} className={classes} {...rest} />
}

/**
 * Adds our classes to the child and keeps its other properties. Radix has `Slot` for this, but `Slot` adds code to the first script of every
 * page.
 */
function dressed(child: ReactNode, classes: string): ReactNode {
  if (!isValidElement<{ className?: string }>(child)) return null
  return cloneElement(child, { className: clsx(classes, child.props.className) })
}
