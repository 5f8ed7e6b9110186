// What is known of each chat. A slot is a place on the screen; a bubble that replaces another takes over its slot.

const chats = new Map();

export function chatOf(id) {
  if (!chats.has(id)) chats.set(id, { id, slots: [], byId: new Map(), more: false, last: "" });
  return chats.get(id);
}

export function forget(chat) {
  const waiting = chat.slots.filter((slot) => slot.state);
  Object.assign(chat, { slots: waiting, byId: new Map(waiting.map((s) => [s.bubble.id, s])), last: "" });
}

export function forgetAll() {
  chats.clear();
}

// Puts a bubble where it belongs; gives its slot, or null when something newer already stands there.
export function put(chat, bubble) {
  if (bubble.place && order(bubble.place, chat.last) > 0) chat.last = bubble.place;
  const known = chat.byId.get(bubble.id);
  if (known) return known.bubble.id === bubble.id ? refresh(chat, known, bubble) : null;
  const replaced = bubble.replaces && chat.byId.get(bubble.replaces);
  if (replaced) {
    chat.byId.set(bubble.id, replaced);
    return Object.assign(replaced, { bubble, busy: "" });
  }
  return add(chat, bubble);
}

function add(chat, bubble) {
  const slot = { bubble, place: bubble.place ?? "", state: bubble.place ? "" : "sending" };
  chat.byId.set(bubble.id, slot);
  if (bubble.replaces) chat.byId.set(bubble.replaces, slot);
  insert(chat, slot);
  return slot;
}

// Our own words get their place, and their time, when they come back from the server.
function refresh(chat, slot, bubble) {
  const moved = bubble.place && !slot.place;
  slot.bubble.files?.forEach(({ url }) => url && URL.revokeObjectURL(url));
  slot.bubble = bubble;
  if (moved) {
    Object.assign(slot, { place: bubble.place, state: "" });
    chat.slots.splice(chat.slots.indexOf(slot), 1);
    insert(chat, slot);
  }
  return slot;
}

function insert(chat, slot) {
  let i = chat.slots.length;
  while (i > 0 && slot.place && before(slot, chat.slots[i - 1])) i--;
  chat.slots.splice(i, 0, slot);
}

const before = (one, other) => !other.place || order(one.place, other.place) < 0;

// "instant/ours/id"; nothing comes before everything
export function order(one, other) {
  if (!one || !other) return (one ? 1 : 0) - (other ? 1 : 0);
  const [a, b] = [parts(one), parts(other)];
  return a[0] - b[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : 0);
}

function parts(place) {
  const [at, ours, ...id] = place.split("/");
  return [Number(at), Number(ours), id.join("/")];
}
