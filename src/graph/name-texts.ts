/** What a field says of itself that holds a name. */
const source = 'What their login here calls them now, for you alone.';
export const actorNameText = `${source} Null: no login here says.`;
export const granteeNameText = `To be read by people: an institution’s or a role’s name from the registries of this server, a person’s from their login here, once they turned to you or were looked into. The name known now. For the learner’s side only. Null: none is known.`;
