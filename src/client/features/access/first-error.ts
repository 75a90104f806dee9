/** Brings the first field that is wrong to the eyes and under the hand, once its error stands on the screen. */
export const showFirstError = (form: HTMLFormElement): void => {
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid]')?.focus())
}
