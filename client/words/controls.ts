/** The words of controls that serve several views. */

export const change = "Change";
