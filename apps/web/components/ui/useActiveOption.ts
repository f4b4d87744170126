import { type RefObject, useEffect } from 'react'

/**
 * Makes screen readers announce the selected option of a cmdk list, through `aria-activedescendant`. The library sets this attribute one step too early, when
 * it still refers to an option that is about to disappear, or to none.
 */
export function useActiveOption(palette: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const root = palette.current
    if (root === null) return
    const name = () => {
      const id = root.querySelector('[role=option][aria-selected=true]')?.id ?? null
      for (const element of root.querySelectorAll('[role=combobox], [role=listbox]')) {
        if (element.getAttribute('aria-activedescendant') === id) continue
        if (id === null) element.removeAttribute('aria-activedescendant')
        else element.setAttribute('aria-activedescendant', id)
      }
    }
    name()
    const watching = new MutationObserver(name)
    watching.observe(root, { subtree: true, childList: true, attributeFilter: ['aria-selected', 'aria-activedescendant', 'id'] })
    return () => watching.disconnect()
  }, [palette])
}
