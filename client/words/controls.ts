/** The words of controls that serve several views. */

export const openControls = "Change";
export const closeControls = "Done";
