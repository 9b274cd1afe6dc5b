/** The password of every sandbox key. It protects nothing and is printed everywhere; it obeys НУЦ's rule for passwords. */
export const sandboxPassword = 'Sandbox1';
