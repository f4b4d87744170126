/**
 * Returns a function that decides for each key whether the terminal handles it. It returns false for Tab or Shift+Tab right after Escape, which the page
 * handles, and true for all other keys. Without this exception, a keyboard user could not leave the shell (WCAG 2.1.2).
 */
export function leavesByKeyboard(): (event: Pick<KeyboardEvent, 'type' | 'key'>) => boolean {
  let wasEscape = false
  return ({ type, key }) => {
    if (type !== 'keydown' || key === 'Shift') return true
    const isLeaving = wasEscape && key === 'Tab'
    wasEscape = key === 'Escape'
    return !isLeaving
  }
}
