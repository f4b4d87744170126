/**
 * Returns a function that decides on each key. It returns false for a key that the terminal must leave to the page: Tab or Shift+Tab right after Escape. For
 * all other keys, which go to the program, it returns true. Without this exception, a keyboard user could not leave the shell (WCAG 2.1.2).
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
