"""For who holds a receipt: is it genuine, and how does the case stand? No sign-in."""
